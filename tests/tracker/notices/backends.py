"""Mail servers that fail, each in its own way."""

from __future__ import annotations

from smtplib import SMTPDataError, SMTPServerDisconnected

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend


def act() -> None:
    """What happens once a mail is taken; a test puts something else here."""


class Closed(BaseEmailBackend):
    """Nobody answers."""

    def open(self) -> None:
        raise ConnectionRefusedError("no server")

    def send_messages(self, email_messages: list) -> int:
        raise AssertionError("nothing is sent over a closed connection")


class Refusing(BaseEmailBackend):
    def send_messages(self, email_messages: list) -> int:
        raise SMTPDataError(554, b"refused")


class BreakingOff(BaseEmailBackend):
    """Perhaps it has taken the message before."""

    def send_messages(self, email_messages: list) -> int:
        raise SMTPServerDisconnected("gone")


class Telling(EmailBackend):
    """Takes a mail, then something happens before the site has its answer."""

    def send_messages(self, email_messages: list) -> int:
        taken = super().send_messages(email_messages)
        act()
        return taken
