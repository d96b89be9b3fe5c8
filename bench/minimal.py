"""F1, the floor: a minimal Django view with session, login and CSRF, one keyset query and a template of 50 rows."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from duties.models import Occurrence

_TEMPLATE = engines["django"].from_string(
    """<!doctype html><html lang="lt"><head><meta charset="utf-8"><title>Rows</title></head><body>
<form method="post">{% csrf_token %}<button>Do</button></form><table>
{% for row in rows %}<tr><td>{{ row.pk }}</td><td><a href="/rows/{{ row.pk }}/">{{ row.duty.title }}</a></td>
<td>{{ row.due_on|date:"j M Y" }}</td><td>{{ row.period_key }}</td><td>{{ row.get_state_display }}</td>
<td>{{ row.needed }}</td></tr>
{% endfor %}</table></body></html>"""
)


@login_required
def rows(request: HttpRequest, school: int, count: int) -> HttpResponse:
    """The first rows of a school by day."""
    found = Occurrence.objects.filter(school=school, state="open").select_related("duty").order_by("due_on", "id")
    return HttpResponse(_TEMPLATE.render({"rows": found[:count]}, request))


urlpatterns = [path("rows/<int:school>/<int:count>/", rows)]


class OwnAddresses:
    """Middleware: this application has addresses of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        request.urlconf = "minimal"  # type: ignore[attr-defined]
        return self.get_response(request)
