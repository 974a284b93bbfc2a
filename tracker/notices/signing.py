"""Signatures of robots that ask for one (加签); from their makers' manuals. Pure.

Both makers sign the time and the secret with HMAC-SHA256, and take a signature for an hour, so
each attempt signs anew. They differ in what is the key, in the unit of time, and in the place.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from urllib.parse import urlencode

from tracker.notices.terms import Robot

Body = dict[str, object]


def signed(robot: str, hook: str, body: Body, secret: str, now: float) -> tuple[str, Body]:
    """Return address and body with a signature of ``now``, in seconds; without a secret, as is."""
    if not secret:
        return hook, body
    if robot == Robot.DINGTALK:
        return _dingtalk(hook, secret, now), body
    return hook, {**body, **_feishu(secret, now)}


def _dingtalk(hook: str, secret: str, now: float) -> str:
    """The secret is the key, the time is in milliseconds, both stand in the address."""
    time = str(round(now * 1000))
    sign = _hmac(secret, f"{time}\n{secret}")
    joint = "&" if "?" in hook else "?"
    return f"{hook}{joint}{urlencode({'timestamp': time, 'sign': sign})}"


def _feishu(secret: str, now: float) -> Body:
    """Time and secret are the key of an empty text, the time is in seconds, both in the body."""
    time = str(round(now))
    return {"timestamp": time, "sign": _hmac(f"{time}\n{secret}", "")}


def _hmac(key: str, text: str) -> str:
    found = hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(found).decode()
