"""The variables that settings are read from."""

import os
from pathlib import Path
from typing import Any

import environ


def stated_environment(dotenv: Path) -> environ.Env:
    """Return the environment, completed from the file, without what is empty.

    `DATABASE_URL=` in a file or in compose.yaml means "not given": the default
    counts. With IGNORE_DOTENV the file is not read: a developer's own settings
    must not decide a test.
    """
    if not os.environ.get("IGNORE_DOTENV"):
        environ.Env.read_env(dotenv)
    env = environ.Env()
    env.ENVIRON = {name: value for name, value in os.environ.items() if value.strip()}
    return env


def mail_settings(url: str) -> dict[str, Any]:
    """Return Django's settings for a mail server such as smtp+tls://NAME:PASSWORD@HOST:587."""
    return dict(environ.Env.email_url_config(url))
