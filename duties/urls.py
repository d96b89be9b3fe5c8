"""Addresses of the duties app, below /s/<school>/."""

from django.urls import path

from duties.views.habit import reminder_habit

app_name = "duties"
urlpatterns = [
    path("profile/reminders/", reminder_habit, name="reminder-habit"),
]
