"""Placeholder until the shell lands."""


def shell(request):
    return {}
