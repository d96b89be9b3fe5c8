"""Addresses of signing, below /s/<school>/signatures/; included by roles/urls.py."""

from django.urls import path

from roles.views import signing, signings

_ONE = "signatures/<slug:public_id>/"
urlpatterns = [
    path("signatures/", signings.signings, name="signings"),
    path("signatures/remind/", signings.signings_remind, name="signings-remind"),
    path("signatures/container/", signings.signings_container, name="signings-container"),
    path(_ONE, signing.signing, name="signing"),
    path(f"{_ONE}check/", signing.signing_check, name="signing-check"),
    path(f"{_ONE}file/", signing.signing_file, name="signing-file"),
    path(f"{_ONE}scan/", signing.signing_scan, name="signing-scan"),
    path(f"{_ONE}confirm/", signing.signing_confirm, name="signing-confirm"),
    path(f"{_ONE}decline/", signing.signing_decline, name="signing-decline"),
    path(f"{_ONE}paper/", signing.signing_paper, name="signing-paper"),
    path(f"{_ONE}download/", signing.signing_download, name="signing-download"),
    path(f"{_ONE}register/", signing.signing_register, name="signing-register"),
    path(f"{_ONE}withdraw/", signing.signing_withdraw, name="signing-withdraw"),
]
