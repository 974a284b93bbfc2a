"""Recount the area tree and fail where it does not agree with itself."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tracker.places.actions.units import (
    miscounts,
    misdated_branches,
    miskinded_branches,
    missing_branches,
    superfluous_branches,
)

SHOWN = 50


class Command(BaseCommand):
    help = "Recount units and branches over the current tree; fail on a difference. Reads only."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = self._miscounted()
        checks = {
            _("villages or communities without a branch: %(n)s"): missing_branches(),
            _("branches of units that ended or are not rated: %(n)s"): (
                superfluous_branches().count()
            ),
            _("branches of another kind than their unit: %(n)s"): miskinded_branches().count(),
            _("branches that ended on another day than their unit: %(n)s"): (
                misdated_branches().count()
            ),
        }
        for text, number in checks.items():
            if number:
                self.stderr.write(text % {"n": number})
        if wrong or any(checks.values()):
            raise CommandError(_("The tree does not agree with itself."))
        self.stdout.write(_("All counts agree."))

    def _miscounted(self) -> int:
        number = 0
        for number, one in enumerate(miscounts(), start=1):
            if number <= SHOWN:
                self.stderr.write(
                    _("%(code)s: stored %(stored)s, counted %(counted)s")
                    % {"code": one.code, "stored": one.stored, "counted": one.counted}
                )
        if number > SHOWN:
            self.stderr.write(_("… and %(n)s more") % {"n": number - SHOWN})
        return number
