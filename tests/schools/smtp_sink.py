"""An SMTP server that can refuse, hang and drop, and remembers what it took."""

import asyncio
import socket
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Sink:
    """``mood`` decides how the next conversations go: "take", "refuse-address", "busy", "drop", "hang"."""

    def __init__(self):
        self.taken = []
        self.mood = "take"
        self.refused = set()  # addresses that do not exist here

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 no such mailbox"
        if self.mood == "busy":
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.mood == "drop":
            server.transport.abort()
            return "421 gone"
        if self.mood == "hang":
            await asyncio.sleep(3)
        self.taken.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        if self.mood == "drop-after":
            server.transport.abort()
        return "250 OK"

    @property
    def addresses(self):
        return [to for tos, _message in self.taken for to in tos]

    @property
    def message_ids(self):
        return [message["Message-ID"] for _tos, message in self.taken]


def serve(sink):
    """Start a server on a free port; ``stop()`` ends it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    return controller
