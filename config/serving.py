"""How gunicorn serves Kord: ``gunicorn --config config/serving.py config.wsgi``.

Not imported by the project: gunicorn runs this file by itself, and the names below are its settings.
"""

from typing import Any

worker_class = "gthread"
# A request holds its thread while its body comes in, so a few slow lines must not hold them all.
threads = 16
# A worker whose main loop is silent is started anew; requests are not concerned.
timeout = 60
keepalive = 5
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
# Lines that may wait while every thread is busy; the others are told at once that nobody answers.
backlog = 256

STALLED = 60.0  # seconds in which nothing of a body arrives, or the whole of an answer does not go out


def pre_request(worker: Any, request: Any) -> None:
    """Give the connection up once it stalls: a thread without a time limit waits for ever."""
    request.unreader.sock.settimeout(STALLED)
