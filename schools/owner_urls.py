"""Addresses of an owner, below /m/<owner>/."""

from django.urls import path

from schools.views import owners

app_name = "owners"
urlpatterns = [path("schools/", owners.schools, name="schools")]
