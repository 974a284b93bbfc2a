"""What decides the settings: the environment, then .env; what is empty decides nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.databases import database
from config.environment import stated_environment
from tests.house.tree import ROOT

SHOWN = """
import json, pathlib
from config import settings as s
spelled = lambda value: str(value) if isinstance(value, pathlib.Path) else ""
names = [name for name in dir(s) if name.isupper() and name not in {"LOGGING", "SECRET_KEY"}]
print(json.dumps({name: getattr(s, name) for name in names}, default=spelled))
"""


def settings_with(environment):
    """Return what the settings are in a new process that has this environment only."""
    answer = subprocess.run(
        [sys.executable, "-c", SHOWN],
        env={"PATH": os.environ["PATH"], "IGNORE_DOTENV": "1"} | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def every_variable():
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return [
        line[1:].split("=")[0]
        for line in lines
        if line.startswith("#") and "=" in line.split(" ")[0]
    ]


def test_empty_variables_are_the_defaults():
    empty = dict.fromkeys(every_variable(), "")

    assert len(empty) > 15
    assert settings_with(empty) == settings_with({})


def test_https_alone_asks_for_no_place_on_the_browsers_list():
    assert settings_with({"HTTPS": "true"})["SECURE_HSTS_PRELOAD"] is False
    assert settings_with({"HTTPS": "true", "HSTS_PRELOAD": "true"})["SECURE_HSTS_PRELOAD"] is True


@pytest.mark.parametrize(("ignored", "read"), [("", "4108"), ("1", None)])
def test_a_developers_file_is_left_out_where_tests_run(tmp_path, monkeypatch, ignored, read):
    monkeypatch.setattr(os, "environ", {"IGNORE_DOTENV": ignored})
    monkeypatch.setattr("environ.Env.ENVIRON", os.environ)
    file = tmp_path / ".env"
    file.write_text("HOME_AREA=4108\nDEMO=\n")

    env = stated_environment(file)

    assert env.str("HOME_AREA", None) == read
    assert env.bool("DEMO", True) is True


def test_the_environment_wins_over_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "environ", {"HOME_AREA": "41"})
    monkeypatch.setattr("environ.Env.ENVIRON", os.environ)
    file = tmp_path / ".env"
    file.write_text("HOME_AREA=4108\n")

    assert stated_environment(file).str("HOME_AREA", "") == "41"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("", "/srv/a+b %20#1/tracker.sqlite3"),
        ("sqlite:////srv/a+b %20#1/other?.sqlite3", "/srv/a+b %20#1/other?.sqlite3"),
        ("sqlite:///beside.sqlite3", "beside.sqlite3"),
        ("sqlite://:memory:", ":memory:"),
        ("sqlite://", ":memory:"),
    ],
)
def test_a_path_of_sqlite_is_taken_as_it_is(url, name):
    found = database(url, Path("/srv/a+b %20#1/tracker.sqlite3"), 60)

    assert (found["ENGINE"], found["NAME"]) == ("config.sqlite", name)
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_server_is_named_by_its_address():
    found = database("postgres://me:p%40ss@db:5433/tracker", Path("unused"), 7)

    assert found == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "tracker",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db",
        "PORT": 5433,
        "CONN_MAX_AGE": 7,
        "CONN_HEALTH_CHECKS": True,
    }


def test_no_setting_of_the_caller_reaches_a_test():
    commands = subprocess.run(
        ["make", "--dry-run", "test-sqlite", "test-postgres", "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    services = {"DATABASE_URL", "REDIS_URL"}

    told = {}
    for line in commands.splitlines():
        if "pytest" in line or "manage.py" in line or "mypy" in line:
            kept = {name for name in every_variable() if f" -u {name} " not in line}
            told[line] = kept - services if "with-services" in line else kept
            assert "IGNORE_DOTENV=1" in line

    assert len(told) == 6
    assert set().union(*told.values()) == set()
