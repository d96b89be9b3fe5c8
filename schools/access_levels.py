"""The levels of access, as stable codes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccessLevel(models.TextChoices):
    """What a login may do; not to be confused with a Role, which gives no access by itself."""

    STAFF = "staff", _("staff")
    IT = "it", _("IT")
    SECRETARY = "secretary", _("secretary")
    PRINCIPAL = "principal", _("principal")
    HANDLER = "handler", _("handler of incidents")
    DATA_PROTECTION = "data_protection", _("data protection")
    COORDINATOR = "coordinator", _("coordinator of the owner")
    OFFICER = "officer", _("officer of the owner")
    OPERATOR = "operator", _("operator of the installation")


SCHOOL_LEVELS = (
    AccessLevel.STAFF,
    AccessLevel.IT,
    AccessLevel.SECRETARY,
    AccessLevel.PRINCIPAL,
    AccessLevel.HANDLER,
    AccessLevel.DATA_PROTECTION,
)
OWNER_LEVELS = (AccessLevel.COORDINATOR, AccessLevel.OFFICER)
