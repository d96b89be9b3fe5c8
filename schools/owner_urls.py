"""Addresses of an owner, below /m/<owner>/."""

from django.urls import URLPattern

app_name = "owners"
urlpatterns: list[URLPattern] = []
