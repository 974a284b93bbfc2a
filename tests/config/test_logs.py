"""What stands in the logs: short, readable, with the request it belongs to."""

import copy
import io
import json
import logging
import logging.config

import pytest
from django.core.exceptions import SuspiciousOperation
from django.utils.log import DEFAULT_LOGGING

from config.logs import logging_settings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_site")]
NAMES = ("", "django", "django.server", "tracker", "articles")


@pytest.fixture
def logged():
    """Return a function that sets the level up as Django does; it returns the lines written."""
    loggers = [logging.getLogger(name) for name in NAMES]
    before = [(one, one.level, list(one.handlers), one.propagate) for one in loggers]
    written = io.StringIO()

    def start(level):
        logging.config.dictConfig(DEFAULT_LOGGING)
        ours = copy.deepcopy(logging_settings(level))
        ours["handlers"]["stderr"]["stream"] = written
        logging.config.dictConfig(ours)
        return lambda: [json.loads(line) for line in written.getvalue().splitlines()]

    start.text = written.getvalue
    yield start
    for one, level, handlers, propagate in before:
        one.setLevel(level)
        one.handlers[:] = handlers
        one.propagate = propagate


@pytest.fixture
def visitor(client):
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("level", "written"),
    [
        ("WARNING", ["tracker.places", "django.request", "django.server", "redis"]),
        ("ERROR", ["tracker.places"]),
        ("INFO", ["tracker.places", "django", *["django.request", "django.server", "redis"]]),
    ],
)
def test_the_level_holds_for_django_and_the_tracker_speaks_from_info_on(logged, level, written):
    lines = logged(level)

    logging.getLogger("tracker.places").info("loaded")
    logging.getLogger("django").info("autoreload")
    for name in ("django.request", "django.server", "redis"):
        logging.getLogger(name).warning("slow")

    assert [line["logger"] for line in lines()] == written


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/misunderstood/?year=x", 400),
        ("/refused/", 403),
        ("/nowhere/", 404),
        ("/sample/?a=1", 400),
    ],
)
def test_a_refusal_has_no_traceback_and_every_line_names_its_request(logged, visitor, path, code):
    lines = logged("WARNING")

    answer = visitor.get(path)

    found = lines()
    assert answer.status_code == code
    assert found
    assert len({line["request_id"] for line in found}) == 1
    assert "Traceback" not in logged.text()
    assert code in [line.get("code") for line in found]


def test_a_reason_in_chinese_is_readable(logged, visitor):
    logged("WARNING")

    visitor.get("/sample/?q=%00")

    assert "网址中含有空字符" in logged.text()
    assert "\\u" not in logged.text()


def test_a_refused_host_is_one_line(logged, visitor):
    lines = logged("WARNING")

    visitor.get("/sample/", headers={"Host": "evil.example"})

    assert [line["logger"] for line in lines()] == ["django.security.DisallowedHost"]
    assert "Traceback" not in logged.text()


def test_a_fault_keeps_its_traceback_and_its_request(logged, visitor):
    lines = logged("WARNING")

    visitor.get("/broken/")

    assert "RuntimeError: secret detail" in logged.text()
    assert all("request_id" in line for line in lines())


def test_lines_of_others_are_left_as_they_are(logged):
    lines = logged("WARNING")

    try:
        raise SuspiciousOperation("x")
    except SuspiciousOperation:
        logging.getLogger("redis").exception("odd")

    assert "Traceback" in lines()[0]["exception"]
