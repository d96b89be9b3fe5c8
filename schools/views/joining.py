"""Where somebody with a login says whether they join a school that has invited them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext

from schools import services
from schools.access_levels import AccessLevel
from schools.access_rules import signed_in
from schools.clock import now, today
from schools.models import Person, User
from schools.see_other import see_other


@signed_in(reason="an invitation belongs to the login whose address was invited, before it belongs to the school")
def join(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask whether this login joins the school as this person; take the answer, once."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    if user.persons.filter(public_id=public_id).exists():
        return see_other("start")  # joined already; the form was sent twice or the mail read again
    on = today("UTC")
    asked = Person.objects.inviting(user, on).select_related("school")
    person = get_object_or_404(asked, public_id=public_id)
    answer = request.POST.get("answer")
    if answer not in ("yes", "no"):
        level = AccessLevel(person.offered_level or AccessLevel.STAFF)
        words = gettext("You would be %(name)s there, with the access “%(level)s”.")
        context = {"person": person, "words": words % {"name": person.name, "level": level.label}}
        return render(request, "schools/join.html", context, status=422 if request.method == "POST" else 200)
    act = services.join_school if answer == "yes" else services.decline_school
    try:
        act(person=person, on=on, by=user, now=now())
    except services.NotInvitedError:
        raise Http404 from None
    if answer == "yes":
        return see_other("duties:today", school=person.school.slug)
    return see_other("start")
