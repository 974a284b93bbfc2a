"""Move the stars of an area from the shell, by the same rules as on the pages."""

from __future__ import annotations

import datetime as dt
import getpass
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tracker.access.refusals import Denied, Refused
from tracker.history.origin import coming_from
from tracker.people.models import User
from tracker.ratings.actions import StarMove, move_many, preview
from tracker.ratings.models import StarRating
from tracker.ratings.workflow import PEOPLE_VERBS, sources_of


class Command(BaseCommand):
    help = (
        "Moves all stars of an area that stand where the verb begins, as the person named and "
        "with that person's rights. Says what it would do; --commit does it in one transaction."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as", dest="name", required=True, metavar="USER", help="account")
        parser.add_argument("--verb", required=True, choices=sorted(PEOPLE_VERBS))
        parser.add_argument("--area", required=True, metavar="CODE", help="this area and all below")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--star", metavar="KEY", help="only this star, for example industry")
        parser.add_argument("--reason", default="", help="for withdraw and return")
        parser.add_argument("--notice-ends-on", type=dt.date.fromisoformat, metavar="DAY")
        parser.add_argument("--commit", action="store_true", help="really do it")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.enabled().filter(username=options["name"]).first()
        if by is None:
            raise CommandError(_("There is no enabled account “%(name)s”.") % options)
        facts = {key: options[key] for key in ("verb", "reason", "notice_ends_on")}
        try:
            outlooks = preview(by=by, moves=_moves(by, options), **facts)
            self._say(outlooks)
            going = [outlook.move for outlook in outlooks if outlook.will]
            if not options["commit"]:
                self.stdout.write(_("Nothing was changed. Add --commit to do it."))
                return
            with coming_from(f"move_ratings {getpass.getuser()}"):
                moved = move_many(by=by, moves=going, **facts) if going else []
        except (Denied, Refused) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(_("Stars moved: %(n)s.") % {"n": len(moved)})

    def _say(self, outlooks: list[Any]) -> None:
        """Say how many will move, and of the others why not and where."""
        will = sum(outlook.will for outlook in outlooks)
        self.stdout.write(
            _("Stars that will be moved: %(n)s of %(m)s.") % {"n": will, "m": len(outlooks)}
        )
        reasons = Counter(outlook.why_not for outlook in outlooks if not outlook.will)
        for why_not, number in reasons.most_common():
            first = next(outlook for outlook in outlooks if outlook.why_not == why_not)
            where = f"{first.row.rating.branch_id} {first.row.star.key}" if first.row else ""
            self.stdout.write(
                _("%(n)s will not, the first is %(where)s: %(why_not)s")
                % {"n": number, "where": where, "why_not": why_not}
            )


def _moves(by: User, options: dict[str, Any]) -> list[StarMove]:
    """Return the stars of the area that stand where the verb begins, of what the person reads."""
    rows = StarRating.objects.visible_to(by).under(options["area"])
    rows = rows.filter(rating__campaign=options["year"], state__in=sources_of(options["verb"]))
    if options["star"]:
        rows = rows.filter(star__key=options["star"])
    found = rows.order_by("rating__branch_id", "star__position")
    return [StarMove(*one) for one in found.values_list("rating_id", "star__key", "version")]
