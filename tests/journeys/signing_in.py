"""How people of a journey sign in, with an authenticator app of their own."""

from __future__ import annotations

import base64
import time

from django_otp.oath import TOTP
from playwright.sync_api import Page, expect


def shown_code(key: str) -> str:
    """Return what an authenticator app shows for a key typed from the page."""
    app = TOTP(base64.b32decode(key.replace(" ", "")))
    app.time = time.time()
    return f"{app.token():06d}"


def sign_in(page: Page, site: str, username: str, password: str) -> None:
    page.goto(f"{site}/sign-in/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")


def set_up_second_factor(page: Page) -> None:
    page.click("main button")
    picture = page.locator("main img")
    expect(picture).to_be_visible()
    # The page's policy forbids the polling of wait_for_function: it evaluates strings.
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    page.fill("[name=code]", shown_code(page.inner_text("main code")))
    page.click("main form button")
    expect(page.locator("main code")).to_have_count(10)
