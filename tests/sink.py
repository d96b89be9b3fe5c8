"""An SMTP server that takes mail, and that can hang, refuse or hang up as real ones do."""

import asyncio
import contextlib
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


@dataclass
class Sink:
    """What has arrived (also what was never acknowledged), and how to behave to whom.

    ``behaviour`` maps an address, or "*", to: "refuse" (550 at RCPT), "busy" (451 at RCPT), "reject" (554 after DATA),
    "drop" (hangs up in mid-message), "swallow" (takes the message and hangs up without a word), "hang" (never
    answers DATA). A behaviour with a count ("drop:2") wears off after so many times. ``limit`` is the number of
    mails after which a line is hung up.
    """

    port: int = 0
    behaviour: dict[str, str] = field(default_factory=dict)
    limit: int = 0
    taken: list[tuple[str, str]] = field(default_factory=list)  # (address, Message-ID) of every message acknowledged
    seen: list[tuple[str, str]] = field(default_factory=list)  # … and of every message whose end has arrived
    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)  # what was acknowledged, to be read
    lines: int = 0
    arrived: threading.Event = field(default_factory=threading.Event)

    def mood(self, address):
        """How to behave to this address now; counts down."""
        key = address if address in self.behaviour else "*"
        mood, _, times = self.behaviour.get(key, "").partition(":")
        if times:
            left = int(times) - 1
            if left:
                self.behaviour[key] = f"{mood}:{left}"
            else:
                del self.behaviour[key]
        return mood

    async def handle_RCPT(self, server, session, envelope, address, _options):
        mood = self.behaviour.get(address, self.behaviour.get("*", "")).partition(":")[0]
        if mood in {"refuse", "busy"}:
            self.mood(address)
            return "550 5.1.1 no such box" if mood == "refuse" else "451 4.7.1 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=policy.default)
        address, code = envelope.rcpt_tos[0], message["Message-ID"]
        mood = self.mood(address)
        if mood == "drop":
            server.transport.abort()
            return "421 gone"
        self.seen.append((address, code))
        self.arrived.set()
        if mood == "hang":
            await asyncio.sleep(30)
        if mood == "swallow":
            server.transport.abort()
            return "421 gone"
        if mood == "reject":
            return "554 5.7.1 not wanted"
        self.taken.append((address, code))
        self.letters.append((address, message))
        session.taken = getattr(session, "taken", 0) + 1
        if self.limit and session.taken >= self.limit:
            asyncio.get_running_loop().call_later(0.01, server.transport.abort)
        return "250 OK"

    def copies(self):
        """How many copies of each message arrived."""
        return {pair: self.seen.count(pair) for pair in set(self.seen)}


class _Line(SMTP):
    def connection_made(self, transport):
        self.event_handler.lines += 1
        super().connection_made(transport)


class _Controller(Controller):
    def factory(self):
        return _Line(self.handler, hostname="sink.test", enable_SMTPUTF8=True)

    def _trigger_server(self):
        """Ask at the port that was found free."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextlib.contextmanager
def running_sink():
    """Run a sink on a free port of the loopback address."""
    sink = Sink()
    controller = _Controller(sink, hostname="127.0.0.1", port=0, ready_timeout=10)
    controller.start()
    sink.port, sink.lines = controller.port, 0
    try:
        yield sink
    finally:
        controller.stop()
