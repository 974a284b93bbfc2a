"""Prove that the tallies are what the branches' rows give, or put them right."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.declarations.rollups import recount as recount_declarations
from tracker.history.origin import coming_from
from tracker.history.record import Change, record_all
from tracker.ratings.rollups import WrongLevel, wrong_levels
from tracker.ratings.rollups import recount as recount_ratings
from tracker.tallies.models import Tally
from tracker.tallies.rollups import Wrong, one_state, repair, wrong_tallies

RECOUNTS = (recount_declarations, recount_ratings)
SHOWN = 50  # lines of what differs
IN_ONE_EVENT = 500


class Command(BaseCommand):
    help = (
        "Counts all declarations and ratings again and fails where a tally differs. "
        "With --repair says what it would put right, and with --commit does it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="put right what differs")
        parser.add_argument("--commit", action="store_true", help="really do it")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["commit"] and not options["repair"]:
            raise CommandError(_("--commit goes with --repair only."))
        if options["commit"]:
            with coming_from(f"verify_tallies {getpass.getuser()}"):
                found = _put_right()
            self._list(found)
            self.stdout.write(_("Tallies put right: %(n)s.") % {"n": len(found)})
        with one_state():
            wrong, levels = list(wrong_tallies(RECOUNTS)), list(wrong_levels())
            count = Tally.objects.count()
        self._list([*wrong, *levels])
        if wrong or levels:
            raise CommandError(
                _("Differing from the rows: %(n)s tallies, the levels of %(m)s ratings.")
                % {"n": len(wrong), "m": len(levels)}
            )
        self.stdout.write(_("Tallies counted again: %(n)s; none differs.") % {"n": count})

    def _list(self, found: Sequence[Wrong | WrongLevel]) -> None:
        for one in found[:SHOWN]:
            words = {"name": _name(one), "stored": one.stored, "counted": one.counted}
            self.stdout.write(_("%(name)s: stored %(stored)s, counted %(counted)s") % words)


def _put_right() -> list[Wrong]:
    """Correct the tallies with their events, in one transaction in which writers wait."""
    with transaction.atomic():
        wrong = repair(RECOUNTS)
        record_all(_changes(wrong), by=None)
    return wrong


def _changes(wrong: list[Wrong]) -> Iterator[Change]:
    """Yield events that name what was put right: {tally: number}, before and after."""
    rest = iter(wrong)
    while some := list(islice(rest, IN_ONE_EVENT)):
        yield Change(
            action="tallies.repair",
            object_type="tally",
            object_key=_name(some[0]),
            before={"changed": {_name(one): one.stored for one in some}},
            after={"changed": {_name(one): one.counted for one in some}},
        )


def _name(one: Wrong | WrongLevel) -> str:
    if isinstance(one, WrongLevel):
        return f"{one.year}-{one.branch}-level"
    area, year, kind, measure = one.key
    return f"{year}-{area}-{kind}-{measure}"
