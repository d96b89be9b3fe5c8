"""What lower floors tell higher ones. One signal, one meaning; receivers call one service."""

from django.dispatch import Signal

# A school calendar, or what the school decides about it, was changed: school (School), before and after
# (SchoolCalendar), answers (to what was asked on the page that showed the moves: name -> value), by, now.
calendar_changed = Signal()
# Who belongs to the staff from when, or has which access, has changed: school, by, now.
staff_changed = Signal()
# A person's last day was set: school, person, by, now.
person_left = Signal()
# Start was pressed: school, on (local day), by, now.
school_started = Signal()
# Who belongs to which class, or who holds what, has changed: school, by, now.
groups_changed = Signal()
