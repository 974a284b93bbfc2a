"""What a program has sent: its members, the version it had read, and its key."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.errors import KeyUnclear, KeyUsedDifferently, VersionMissing, VersionUnclear
from tracker.api.keys import digest_of_request, is_key
from tracker.api.models import KeptAnswer
from tracker.api.serializers.members import Sent
from tracker.api.versions import same_several, version_read

KEPT_DAYS = 1
Method = Callable[..., HttpResponse]


def members(form: type[Sent], request: Request) -> dict[str, Any]:
    """Return the members of the body as their form has them. Raises ValidationError with all."""
    sent = form(data=request.data)
    sent.is_valid(raise_exception=True)
    return dict(sent.validated_data)


def version_of(request: Request) -> int:
    """Return the version that the program has read; 0 where it read that nothing was there."""
    headers = request.headers
    try:
        version = version_read(headers.get("If-Match", ""), headers.get("If-None-Match", ""))
    except ValueError as error:
        raise VersionUnclear(str(error)) from None
    if version is None:
        raise VersionMissing
    return version


def has_read(request: Request, tag: str) -> bool:
    """Tell whether the program has read rows together as they stand under ``tag``."""
    try:
        same = same_several(request.headers.get("If-Match", ""), tag)
    except ValueError as error:
        raise VersionUnclear(str(error)) from None
    if same is None:
        raise VersionMissing
    return same


class _NotDone(Exception):  # noqa: N818 -- carries an answer out of a transaction
    def __init__(self, answer: HttpResponse) -> None:
        self.answer = answer


def once(method: Method) -> Method:
    """Do what a request with an `Idempotency-Key` asks once, and answer it alike for a day.

    The key is claimed in the transaction of what is done: whoever sends the same at the same
    moment waits for it. What was refused is not kept; it can be sent again.
    """

    @wraps(method)
    def answer(self: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "")
        if not key:
            return method(self, request, *args, **kwargs)
        if not is_key(key):
            raise KeyUnclear
        version = request.headers.get("If-Match", "")
        digest = digest_of_request(request.method or "", request.path, version, request.data)
        mine = KeptAnswer.objects.filter(owner=request.user.pk, key=key)
        if kept := mine.first():
            return _again(kept, digest)
        try:
            with transaction.atomic():
                _forget_old(request)
                kept = KeptAnswer.objects.create(owner=request.user, key=key, digest=digest)
                done = method(self, request, *args, **kwargs)
                _keep(kept, done)
        except _NotDone as refused:
            return refused.answer
        except IntegrityError:
            # Somebody with the same key was faster in this moment.
            if kept := mine.first():
                return _again(kept, digest)
            raise
        return done

    return answer


def _keep(kept: KeptAnswer, done: HttpResponse) -> None:
    if not isinstance(done, Response) or done.status_code >= 400:
        raise _NotDone(done)
    kept.status, kept.tag = done.status_code, done.get("ETag", "")
    kept.body = JSONRenderer().render(done.data).decode()
    kept.save()


def _again(kept: KeptAnswer, digest: str) -> HttpResponse:
    if kept.digest != digest:
        raise KeyUsedDifferently
    answer = Response(json.loads(kept.body), status=kept.status)
    if kept.tag:
        answer["ETag"] = kept.tag
    answer["Idempotency-Replayed"] = "true"
    return answer


def _forget_old(request: Request) -> None:
    day = timezone.localdate() - timedelta(days=KEPT_DAYS)
    KeptAnswer.objects.filter(owner=request.user.pk, kept_on__lt=day).delete()
