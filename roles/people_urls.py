"""Addresses of people's pages that need posts, below /s/<school>/people/; included by roles/urls.py."""

from django.urls import path

from roles.views import absences, one_person, people

urlpatterns = [
    path("people/paste/", people.people_preview, name="people-preview"),
    path("people/new/", one_person.person_new, name="person-new"),
    path("people/<str:public_id>/places/", one_person.person_places, name="person-places"),
    path("people/absences/", absences.absence_list, name="absences"),
    path("people/absences/<str:public_id>/", absences.absence, name="absence"),
    path("people/absences/<str:public_id>/days/", absences.absence_days, name="absence-days"),
    path("people/absences/<str:public_id>/take-back/", absences.absence_take_back, name="absence-take-back"),
    path("people/substitutions/<str:public_id>/", absences.substitution, name="substitution"),
    path("people/substitutions/<str:public_id>/answer/", absences.substitution_answer, name="substitution-answer"),
    path("people/substitutions/<str:public_id>/end/", absences.substitution_end, name="substitution-end"),
    path("people/<str:public_id>/absence/", absences.absence_new, name="absence-new"),
]
