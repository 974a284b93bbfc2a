"""Logs: one JSON object a line on standard error, those of a request with its request id."""

import logging
from typing import Any

import structlog
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404
from structlog.typing import Processor

_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=False),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
]
# Refusals that we mean: where in our code they were raised helps nobody.
EXPECTED = (BadRequest, Http404, PermissionDenied, SuspiciousOperation)


class RefusalFilter(logging.Filter):
    """Makes Django's lines about refused requests short and readable."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.name.startswith(("django.request", "django.security")):
            return True
        if record.exc_info and isinstance(record.exc_info[1], EXPECTED):
            record.exc_info = None
        elif self._told_already(record):
            return False
        if isinstance(record.args, tuple):
            record.args = tuple(_readable(one) for one in record.args)
        return True

    def _told_already(self, record: logging.LogRecord) -> bool:
        """Tell whether the line repeats `request_finished`, only without its request id.

        Django reports a 4xx answer once more when the request is over and its
        id is gone; `request_finished` has given address, code and id.
        """
        refused = 400 <= getattr(record, "status_code", 0) < 500
        over = "request_id" not in structlog.contextvars.get_contextvars()
        return refused and over and not record.exc_info


def _readable(argument: object) -> object:
    r"""Undo Django's escapes: it writes 地址 as \u5730\u5740. JSON escapes line ends itself."""
    if not isinstance(argument, str) or not argument.isascii():
        return argument
    try:
        return argument.encode("ascii").decode("unicode_escape")
    except UnicodeDecodeError:
        return argument


def logging_settings(level: str) -> dict[str, Any]:
    """Return Django's LOGGING and configure structlog to go the same way.

    The level holds for Django and all libraries. What the tracker itself
    reports is rare and always wanted, from INFO on.
    """
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processor": structlog.processors.JSONRenderer(ensure_ascii=False),
        "foreign_pre_chain": _SHARED,
    }
    stderr = {"class": "logging.StreamHandler", "formatter": "json", "filters": ["refusals"]}
    # Django gives these handlers and levels of their own, which would go past ours.
    as_all = {"handlers": [], "level": "NOTSET", "propagate": True}
    # Their lines name whole addresses, and those of robots end with a secret.
    silent = {"level": "WARNING"}
    own = {"level": "DEBUG" if level == "DEBUG" else "INFO"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"refusals": {"()": RefusalFilter}},
        "formatters": {"json": formatter},
        "handlers": {"stderr": stderr},
        "loggers": {
            **dict.fromkeys(("django", "django.server"), as_all),
            **dict.fromkeys(("tracker", "articles"), own),
            **dict.fromkeys(("httpx", "httpcore"), silent),
        },
        "root": {"handlers": ["stderr"], "level": level},
    }
