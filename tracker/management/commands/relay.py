"""The process beside the web server that sees to all background work."""

from __future__ import annotations

import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string

from tracker.jobs.relaying import QUIET_START, Relay

PATIENCE = 3  # seconds that children have to give back what they are doing


class Command(BaseCommand):
    help = (
        "Sees to background work until it is told to end: hands jobs to the workers when "
        "REDIS_URL is set, does them itself when not. Any number of relays may run."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="end when there is nothing more to do now"
        )
        parser.add_argument(
            "--alone", action="store_true", help="do the jobs here, also when REDIS_URL is set"
        )
        parser.add_argument(
            "--quiet-start",
            type=float,
            default=QUIET_START,
            metavar="SECONDS",
            help="how long after the start nothing is done that only a schedule asks for",
        )
        parser.add_argument(
            "--without-schedules",
            action="store_true",
            help="leave it to `celery -A config.celery beat` to ask for what is due",
        )

    def handle(
        self,
        *args: Any,
        once: bool,
        alone: bool,
        quiet_start: float,
        without_schedules: bool,
        **options: Any,
    ) -> None:
        over = Event()
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, lambda *_: over.set())
        queued = settings.REDIS_URL and not alone
        hand_on = import_string(settings.JOB_QUEUE) if queued else None
        relay = Relay(settings.JOB_PROCESSES, hand_on, None if without_schedules else quiet_start)
        relay.look()
        while not over.wait(relay.pause) and not (once and relay.is_idle()):
            relay.look()
        relay.stop(PATIENCE)
