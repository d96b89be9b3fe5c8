"""Addresses of the schools app, below /s/<school>/."""

from django.urls import path

from schools.views import calendar, people, policies, profile, start

app_name = "schools"
urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/closures/", calendar.closures, name="calendar-closures"),
    path("calendar/policies/", policies.calendar_policies, name="calendar-policies"),
    path("calendar/<int:year>/", calendar.calendar_year, name="calendar-year"),
    path("calendar/<int:year>/preview/", calendar.calendar_preview, name="calendar-preview"),
    path("calendar/<int:year>/classes/", calendar.class_ends, name="calendar-classes"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.people_invite, name="people-invite"),
    path("people/<str:public_id>/", people.person, name="people-person"),
    path("people/<str:public_id>/save/", people.person_save, name="people-person-save"),
    path("people/<str:public_id>/level/", people.person_level, name="people-person-level"),
    path("people/<str:public_id>/leave/", people.person_leave, name="people-person-leave"),
    path("start/", start.start, name="start"),
    path("start/now/", start.start_now, name="start-now"),
    path("profile/", profile.profile, name="profile"),
]
