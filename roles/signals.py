"""What job descriptions tell higher floors. One signal, one meaning; receivers call one service."""

from django.dispatch import Signal

# A text can no longer change: version (RoleVersion), by, now. Sent in the transaction of the approval.
version_approved = Signal()
# It is known from which day a text holds: version (with in_force_on, which may lie ahead), by, now.
version_takes_force = Signal()
# A post was mapped to somebody else: school, post (BoundPost), before and after (Role), by, now.
post_mapped = Signal()
# Those named for a post work together or each for themselves from now on: school, role, by, now.
filling_changed = Signal()
# Who holds or stands in changed: school, role (Role or None), person, by, now.
holders_changed = Signal()
