"""Addresses of the roles app, below /s/<school>/."""

from django.urls import URLPattern

app_name = "roles"
urlpatterns: list[URLPattern] = []
