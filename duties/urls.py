"""Addresses of the duties app, below /s/<school>/."""

from django.urls import URLPattern

app_name = "duties"
urlpatterns: list[URLPattern] = []
