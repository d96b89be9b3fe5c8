"""Addresses of the roles app below /m/<owner>/."""

from django.urls import path

from roles.views import owner_templates

app_name = "owner_roles"
urlpatterns = [
    path("templates/", owner_templates.templates, name="templates"),
    path("templates/new/<slug:public_id>/", owner_templates.publish, name="template-publish"),
    path(
        "templates/<slug:code>/<slug:language>/withdraw/",
        owner_templates.withdraw,
        name="template-withdraw",
    ),
]
