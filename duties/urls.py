"""Addresses of the duties app, below /s/<school>/."""

from django.urls import path

from duties.views import acts, clause_times, habit, pages, proposals

app_name = "duties"

_OCCURRENCE = "duties/<str:duty>/<str:period>/<str:slot>"

urlpatterns = [
    path("", pages.landing, name="landing"),
    path("today/", pages.today, name="today"),
    path("today/school/", pages.school, name="school"),
    path("today/year/", pages.year, name="year"),
    path("duties/proposals/", proposals.proposals, name="proposals"),
    path("duties/clauses/<slug:code>/<uuid:clause>/", clause_times.clause_times, name="clause-times"),
    path("duties/<str:duty>/", pages.duty_detail, name="duty-detail"),
    path("duties/<str:duty>/options/", proposals.duty_options, name="duty-options"),
    path("duties/<str:duty>/refuse/", proposals.duty_refuse, name="duty-refuse"),
    path("duties/<str:duty>/propose/", proposals.duty_propose, name="duty-propose"),
    path(f"{_OCCURRENCE}/", pages.occurrence_detail, name="occurrence-detail"),
    path(f"{_OCCURRENCE}/tick/", acts.occurrence_tick, name="occurrence-tick"),
    path(f"{_OCCURRENCE}/undo/", acts.occurrence_undo, name="occurrence-undo"),
    path(f"{_OCCURRENCE}/waive/", acts.occurrence_waive, name="occurrence-waive"),
    path(f"{_OCCURRENCE}/undo-waiver/", acts.occurrence_undo_waiver, name="occurrence-undo-waiver"),
    path(f"{_OCCURRENCE}/hand-over/", acts.occurrence_hand_over, name="occurrence-hand-over"),
    path(f"{_OCCURRENCE}/undo-hand-over/", acts.occurrence_undo_hand_over, name="occurrence-undo-hand-over"),
    path("profile/reminders/", habit.reminder_habit, name="reminder-habit"),
]
