"""What is refused before it is read, and a server that slow lines do not stop."""

import os
import runpy
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.urls import reverse

from schools.models import Person
from tests.cast import make_cast

ROOT = Path(__file__).resolve().parents[2]
SERVING = ROOT / "config" / "serving.py"
TINY = """
def application(environ, start_response):
    environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def connected(port, *, until):
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=5)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def test_eight_slow_lines_do_not_stop_the_server(tmp_path):
    (tmp_path / "tiny.py").write_text(TINY)
    port = free_port()
    command = ["-m", "gunicorn", "--config", SERVING, "tiny", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    server = subprocess.Popen([sys.executable, *command, "--log-level", "critical"], cwd=tmp_path, env=os.environ)
    try:
        until = time.monotonic() + 30
        with ExitStack() as lines:
            for _number in range(8):
                slow = lines.enter_context(connected(port, until=until))
                slow.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\na=")
            quick = lines.enter_context(connected(port, until=until))
            quick.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert quick.recv(15) == b"HTTP/1.1 200 OK"
    finally:
        server.terminate()
        server.wait(10)


def test_a_line_that_stalls_is_given_up():
    serving = runpy.run_path(str(SERVING))
    ours, theirs = socket.socketpair()
    with ours, theirs:
        serving["pre_request"](None, SimpleNamespace(unreader=SimpleNamespace(sock=ours)))
        assert ours.gettimeout() == serving["STALLED"] == 60


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"])
def test_methods_that_no_page_knows(client, method):
    cast = make_cast()
    client.force_login(cast.home.user("principal"))
    for address in ("/", "/accounts/login/", reverse("schools:people", args=["plover"]), "/s/bittern/people/"):
        answer = client.generic(method, address)
        assert (answer.status_code, answer["Allow"], answer.content) == (405, "GET, HEAD, POST", b"")


@pytest.mark.django_db
def test_a_body_larger_than_any_form_is_not_read(client):
    cast = make_cast()
    client.force_login(cast.home.user("principal"))
    address = reverse("roles:people-preview", args=["plover"])

    class Untouchable:
        def read(self, *_size):
            raise AssertionError("the body was read")

        readline = read

    large = {"CONTENT_LENGTH": str(8 * 1024 * 1024 + 1), "wsgi.input": Untouchable(), "REQUEST_METHOD": "POST"}
    answer = client.request(PATH_INFO=address, **large)
    assert (answer.status_code, answer["Content-Language"]) == (413, "mul")
    assert "Kord" in answer.content.decode()
    many = client.request(PATH_INFO=address, **{**large, "CONTENT_LENGTH": "9" * 30})
    assert many.status_code == 413
    assert client.post(address, {"text": "Given name\tFamily name\nAn\tOrder"}).status_code == 200
    assert not Person.objects.filter(given_name="An").exists()
