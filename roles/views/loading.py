"""Finding what a URL names, within the school of the request."""

from django.http import Http404, HttpResponseRedirect

from roles.models import Role, RoleVersion, Section
from schools.access import SchoolRequest


def role_or_404(request: SchoolRequest, code: str) -> Role:
    """Return the school's role with this code."""
    role = Role.objects.for_school(request.school).filter(code=code).select_related("school").first()
    if role is None:
        raise Http404
    return role


def version_or_404(request: SchoolRequest, code: str, number: int) -> RoleVersion:
    """Return the version of the school's role."""
    version = (
        RoleVersion.objects.for_school(request.school)
        .filter(role__code=code, number=number)
        .select_related("role__school", "pdf")
        .first()
    )
    if version is None:
        raise Http404
    return version


def section_or_404(request: SchoolRequest, code: str, number: int, position: int) -> Section:
    """Return a section (positions count from 1 in addresses) of a version."""
    section = (
        Section.objects.filter(
            version__role__school=request.school,
            version__role__code=code,
            version__number=number,
            position=position - 1,
        )
        .select_related("version__role__school")
        .first()
    )
    if section is None:
        raise Http404
    return section


def see_other(url: str) -> HttpResponseRedirect:
    """Answer 303: the result of what was sent stands there."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response
