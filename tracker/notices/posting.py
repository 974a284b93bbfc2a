"""Two ways out of the site: a mail, and a post to a robot. Nothing here knows the database.

What has gone wrong is told apart by one question only: can somebody have taken the message?
No message and no error names the address of a robot: its path is a secret.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused

import httpx
from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from tracker.notices.hooks import is_allowed
from tracker.notices.signing import Body, signed
from tracker.notices.terms import LONGEST_POST, Robot

SECONDS = 5.0  # for each step of a post: a connection, a piece of the answer
LARGEST_ANSWER = 10_000  # bytes
# What each robot takes and how it says "taken"; from their makers' manuals.
_TAKEN = ("errcode", "code", "StatusCode")


class NotTakenError(Exception):
    """Nobody has taken the message; it can be tried again."""


class NotReachedError(NotTakenError):
    """The mail server does not answer: no message can be sent now."""


class PerhapsTakenError(Exception):
    """The connection broke off after the message was under way."""


def post_mail(mailbox: str, subject: str, text: str) -> None:
    """Send one mail. Raises NotTakenError, NotReachedError, PerhapsTakenError."""
    connection = get_connection(fail_silently=False)
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        raise NotReachedError(type(error).__name__) from error
    try:
        EmailMessage(subject, text, settings.MAIL_FROM, [mailbox], connection=connection).send()
    except (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError) as error:
        raise NotTakenError(type(error).__name__) from error
    except (SMTPException, OSError) as error:
        raise PerhapsTakenError(type(error).__name__) from error
    finally:
        _close(connection)


def _close(connection: object) -> None:
    """Say good-bye; a server that has hung up already has taken what it has taken."""
    try:
        connection.close()  # type: ignore[attr-defined]
    except (SMTPException, OSError):
        return


def post_robot(robot: str, hook: str, text: str, secret: str = "") -> None:
    """Post one text to a robot. Raises NotTakenError, PerhapsTakenError.

    The list is asked once more: it may have been shortened since the address was kept. No
    redirect is followed, no proxy or password of the environment is used.
    """
    if not is_allowed(hook, settings.ROBOT_HOSTS):
        raise NotTakenError("host is not on the list")
    address, body = signed(robot, hook, _body(robot, text), secret, time.time())
    try:
        # In a thread of its own: the caller's may have a loop already.
        with ThreadPoolExecutor(1) as threads:
            threads.submit(asyncio.run, _post(address, body)).result()
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.InvalidURL) as error:
        # Without `from`: what httpx says may name the address.
        raise NotTakenError(type(error).__name__) from None
    except (httpx.HTTPError, TimeoutError) as error:
        raise PerhapsTakenError(type(error).__name__) from None


async def _post(address: str, body: Body) -> None:
    """Post, and end after `LONGEST_POST` in all.

    `SECONDS` begin anew with each byte that comes: an answer that drips would outlast the lease.
    Only a loop of events can end every step of it, the handshake and the headers too.
    """
    async with (
        asyncio.timeout(LONGEST_POST),
        httpx.AsyncClient(follow_redirects=False, timeout=SECONDS, trust_env=False) as client,
        client.stream("POST", address, json=body) as answer,
    ):
        await _judge(answer)


def _body(robot: str, text: str) -> Body:
    if robot == Robot.FEISHU:
        return {"msg_type": "text", "content": {"text": text}}
    return {"msgtype": "text", "text": {"content": text}}


async def _judge(answer: httpx.Response) -> None:
    """Raise NotTakenError unless the robot says that it has taken the message."""
    if answer.status_code != httpx.codes.OK:
        raise NotTakenError(f"status {answer.status_code}")
    content = b""
    async for piece in answer.aiter_bytes():
        content += piece
        if len(content) > LARGEST_ANSWER:
            raise NotTakenError("answer is too long")
    said = _said(httpx.Response(200, content=content))
    if not any(said.get(name) == 0 for name in _TAKEN):
        raise NotTakenError("the robot refuses the message")


def _said(answer: httpx.Response) -> dict[str, object]:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
