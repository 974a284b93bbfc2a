"""A mail server, as a real one on this machine: it takes every mail and keeps it."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

ANSWERS = {b"DATA": b"354 go on", b"QUIT": b"221 bye"}


class MailServer:
    """`taken` are the mails in the order they came."""

    def __init__(self, port: int) -> None:
        self.url = f"smtp://127.0.0.1:{port}"
        self.taken: list[EmailMessage] = []

    def take(self, content: bytes) -> None:
        self.taken.append(email.message_from_bytes(content, policy=email.policy.default))


@contextmanager
def a_mail_server() -> Iterator[MailServer]:
    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            self.say(b"220 here")
            for line in self.rfile:
                verb = line[:4].upper().strip()
                self.say(ANSWERS.get(verb, b"250 well"))
                if verb == b"DATA":
                    server.take(b"".join(iter(self.rfile.readline, b".\r\n")))
                    self.say(b"250 taken")
                elif verb == b"QUIT":
                    return

        def say(self, words: bytes) -> None:
            self.wfile.write(words + b"\r\n")

    listening = ThreadingTCPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    server = MailServer(listening.server_address[1])
    Thread(target=listening.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
