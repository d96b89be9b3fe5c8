"""Addresses of the schools app, below /s/<school>/."""

from django.urls import URLPattern

app_name = "schools"
urlpatterns: list[URLPattern] = []
