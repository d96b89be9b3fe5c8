"""Asking for the pages of job descriptions as somebody signed in, and reading what they say."""

from django.test import Client
from django.urls import reverse


def client_of(user):
    """A browser that is signed in."""
    client = Client()
    client.force_login(user, backend="schools.door.SchoolBackend")
    return client


def url(name, school, *args):
    """The address of a page of ``roles`` in a school."""
    return reverse(f"roles:{name}", args=[school.slug, *args])


def words(response):
    """All of the answer, spaces evened out."""
    return " ".join(response.content.decode().split())
