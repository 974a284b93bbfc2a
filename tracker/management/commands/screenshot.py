"""Draw a page of a running copy of this installation: the picture of the README."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import urllib.request
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

HOST, PORT = "127.0.0.1", 8765
START_SECONDS = 30


class Command(BaseCommand):
    help = "Start the site, draw one page with headless Chromium into a PNG file, stop the site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--path", default="/", help="page to draw")
        parser.add_argument("--width", type=int, default=1280)
        parser.add_argument("--height", type=int, default=1000)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        chromium = find_chromium()
        if chromium is None:
            raise CommandError(
                "Chromium is needed. On Debian: apt-get install chromium-headless-shell"
            )
        granian = str(Path(sys.executable).with_name("granian"))
        listen = [
            "--interface",
            "wsgi",
            "--no-ws",
            "--blocking-threads",
            "4",
            "--host",
            HOST,
            "--port",
            str(PORT),
        ]
        server = subprocess.Popen([granian, *listen, "config.wsgi:application"])
        try:
            _wait(f"http://{HOST}:{PORT}/", server)
            file.parent.mkdir(parents=True, exist_ok=True)
            _draw(chromium, f"http://{HOST}:{PORT}{options['path']}", file, options)
        finally:
            server.terminate()
            server.wait(timeout=20)
        self.stdout.write(f"{file}: {file.stat().st_size} bytes")


def find_chromium() -> str | None:
    """Return the path of Debian's Chromium, without a window's parts if that one is here.

    It draws the same pages for two thirds of the processor time.
    """
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return when the site answers; raise CommandError when it does not come up."""
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own address
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise CommandError(f"The site did not come up at {address}")


def _draw(chromium: str, address: str, file: Path, options: dict[str, Any]) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a development requirement

    size = {"width": options["width"], "height": options["height"]}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-background-networking", "--disable-sync"],
        )
        page = browser.new_page(viewport=size, locale="zh-CN")
        page.goto(address)
        page.screenshot(path=str(file))
        browser.close()
