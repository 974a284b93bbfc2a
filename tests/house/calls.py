"""Calling the site without a browser's overhead, and comparing what it answers."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, ClientHandler, encode_multipart

from tests.house.tree import own_models
from tracker.history.models import Event, Head

# What a refusal may leave behind: its event, and the state of the session itself.
NOTES = {"tracker_event", "tracker_head", "django_session"}
_WRITE = re.compile(r"\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) [\"`]?(\w+)", re.I)
_HIDDEN_INPUT = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
# Numbers of requests, and digests that hold one.
_NUMBERED = re.compile(r"\b[0-9a-f]{32,64}\b")
_HANDLER = ClientHandler(enforce_csrf_checks=False)
_FACTORY = RequestFactory()
_FORM = "application/x-www-form-urlencoded"
# Lengths follow from the body, which holds the address; the others from the clock or a signature.
_NOT_COMPARED = {"Content-Length", "Set-Cookie", "Expires", "Last-Modified"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    queries: int
    written: frozenset[str]

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")

    @property
    def text(self) -> str:
        """Return what can be read in the answer; a workbook's texts, too."""
        if not self.body.startswith(b"PK"):
            return self.body.decode("utf-8", "replace")
        with zipfile.ZipFile(BytesIO(self.body)) as book:
            # Its properties say the minute it was made.
            names = [name for name in book.namelist() if not name.startswith("docProps/")]
            return "".join(book.read(name).decode() for name in names)

    def without(self, said: str) -> tuple[int, dict[str, str], str]:
        """Return what a reader can tell two answers apart by, but for what they said themselves."""
        kept = {
            name: value.replace(said, "SAID")
            for name, value in self.headers.items()
            if name not in _NOT_COMPARED
        }
        body = _HIDDEN_INPUT.sub("TOKEN", _NUMBERED.sub("HEX", self.text)).replace(said, "SAID")
        return self.status, kept, body


class _Listener:
    """Notes every statement. Django's own log would also fill in values, at a query each."""

    def __init__(self, said: list[str]) -> None:
        self.said = said

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.said.append(sql)
        return execute(sql, params, many, context)


def call(
    session: str,
    method: str,
    path: str,
    body: Any = None,
    *,
    ready: Callable[[], object] | None = None,
    keep: bool = True,
    reads_first: bool = True,
) -> Answer:
    """Send one request inside a savepoint; without ``keep`` nothing of it stays.

    What ``ready`` does before it goes the same way and is not counted. ``reads_first``: a program
    that changes something asks for the version that stands now; else it makes one up.
    """
    cookies = {settings.SESSION_COOKIE_NAME: session} if session else {}
    cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    sent = {name: value() if callable(value) else value for name, value in (body or {}).items()}
    said: list[str] = []
    with transaction.atomic():
        if ready:
            ready()
        if path.startswith("/api/") and method not in ("GET", "HEAD", "OPTIONS"):
            environ = _of_a_program(method, path, sent, header, reads_first)
        else:
            environ = _of_a_form(method, path, sent, header)
        with connection.execute_wrapper(_Listener(said)):
            response = _HANDLER(environ)  # it closes the answer, but not the connection
            content = _content(response)
        if not keep:
            transaction.set_rollback(True)
    written = {found[1] for sql in said if (found := _WRITE.match(sql))}
    return Answer(
        response.status_code,
        dict(response.items()),
        content,
        len(said),
        frozenset(written),
    )


def _of_a_form(method: str, path: str, sent: Any, cookies: str) -> dict[str, Any]:
    encoded: str | bytes = urlencode(sent, doseq=True) if method == "POST" else ""
    form = _FORM
    if any(isinstance(value, UploadedFile) for value in sent.values()):
        encoded, form = encode_multipart(BOUNDARY, sent), MULTIPART_CONTENT
    asked = _FACTORY.generic(method, path, encoded, content_type=form, HTTP_COOKIE=cookies)
    return asked.environ


def _of_a_program(
    method: str, path: str, sent: Any, cookies: str, reads_first: bool
) -> dict[str, Any]:
    version = '"v1"'
    if reads_first:
        read = _HANDLER(_FACTORY.get(path, HTTP_COOKIE=cookies).environ)
        version = read.headers.get("ETag", version)
    return _FACTORY.generic(
        method,
        path,
        json.dumps(sent),
        content_type="application/json",
        HTTP_COOKIE=cookies,
        HTTP_IF_MATCH=version,
    ).environ


def _content(response: HttpResponse | StreamingHttpResponse) -> bytes:
    if getattr(response, "streaming", False):
        return b"".join(response.streaming_content)  # type: ignore[union-attr]
    return response.content  # type: ignore[union-attr]


def database_digest() -> str:
    """Return the digest of every row of ours, but for the notes of refusals and the log's head."""
    digest = hashlib.sha256()
    for model in own_models():
        if model is Head:
            continue
        rows = model._base_manager.order_by("pk")
        if model is Event:
            rows = rows.exclude(action="people.denied")
        for row in rows.values_list():
            digest.update(repr((model._meta.label, row)).encode())
    return digest.hexdigest()
