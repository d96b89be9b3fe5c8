"""A reader that does what a payload tells it to, as code taken over by a hostile file might."""

import ctypes
import os
import socket
import subprocess
import sys

from documents.limits_child import answer_with


def read(payload):
    what, _, rest = payload.partition(b":")
    return {
        b"echo": lambda: {"text": rest.decode(), "size": len(rest)},
        b"spin": spin,
        b"sleep": lambda: __import__("time").sleep(60),
        b"memory": lambda: {"size": len(bytearray(2**30))},
        b"crash": lambda: ctypes.string_at(0),
        b"exit": lambda: os._exit(0),
        b"raise": lambda: {}[rest.decode()],
        b"print": forge,
        b"much": lambda: {"text": "x" * (33 * 2**20)},
        b"object": lambda: {"o": object()},
        b"list": lambda: [1],
        b"connect": lambda: socket.create_connection(("127.0.0.1", int(rest)), 1),
        b"resolve": lambda: socket.getaddrinfo("localhost", 80),
        b"native": lambda: native_connect(int(rest)),
        b"start": lambda: subprocess.run(["true"]),
        b"fork": lambda: os.fork(),
        b"write": lambda: write(rest.decode()),
        b"environment": lambda: {"environment": dict(os.environ)},
        b"modules": lambda: {"django": [name for name in sys.modules if name.startswith("django")]},
    }[what]()


def forge():
    sys.stdout.write('{"ok": true, "answer": {"forged": 1}}')
    sys.stdout.flush()
    return {"honest": 1}


def spin():
    while True:
        pass


def write(path):
    with open(path, "wb") as file:
        file.write(b"stolen")


def native_connect(port):
    """Connect past Python's audit hook, as native code would; answers the errno (0 = connected)."""
    libc = ctypes.CDLL(None, use_errno=True)
    handle = libc.socket(2, 1, 0)
    address = (2).to_bytes(2, "little") + port.to_bytes(2, "big") + bytes([127, 0, 0, 1]) + bytes(8)
    return {"errno": 0 if libc.connect(handle, address, 16) == 0 else ctypes.get_errno()}


if __name__ == "__main__":
    answer_with(read)
