"""Fill a demonstration with made-up people, declarations, ratings and work."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.campaigns.actions import (
    close_campaign,
    open_campaign,
    set_last_days,
    start_campaign,
)
from tracker.campaigns.terms import Stage
from tracker.history.origin import coming_from
from tracker.management.demonstration.cast import (
    County,
    Street,
    county_with_staff,
    parts,
    sign_up,
)
from tracker.management.demonstration.work import Work
from tracker.management.demonstration.year import Year
from tracker.models import Area, Campaign, User
from tracker.people.actions.passwords import one_time_password
from tracker.places.terms import Level

SEED = 2026
# Days from today to the last day of each part of the work: one is over, one is near.
DAYS_LEFT = {
    Stage.DECLARATION: -10,
    Stage.ENTRY: 5,
    Stage.REVIEW: 12,
    Stage.VERIFICATION: 30,
    Stage.CONFIRMATION: 45,
}


class Command(BaseCommand):
    help = (
        "Makes up people, a running year, declarations, ratings and work, in a demonstration only "
        "(DEMO=true); prints the accounts and their password."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--commit", action="store_true", help="do it; without it only say so")
        parser.add_argument(
            "--counties", type=int, default=0, help="how many counties; all without it"
        )

    def handle(self, *args: Any, commit: bool, counties: int, **options: Any) -> None:
        top = self._top()
        if not commit:
            self.stdout.write(_("Would make up people and a running year. Nothing was changed."))
            return
        with coming_from("make_demo"):
            self._make(top, counties)

    def _top(self) -> Area:
        if not settings.DEMO:
            raise CommandError(_("This site is no demonstration: DEMO is not set."))
        if User.objects.exists():
            raise CommandError(_("There are people here already. Start from an empty database."))
        top = Area.objects.filter(pk=settings.HOME_AREA).first()
        if top is None or not Campaign.objects.exists():
            raise CommandError(_("Run seed --commit first."))
        return top

    def _make(self, top: Area, counties: int) -> None:
        street = _largest_street(top)
        village = Area.objects.rated().current().filter(parent=street).first()
        password = one_time_password()
        staff = {part.username: sign_up(part, password) for part in parts(street, village, top)}
        made = _counties(top, street, staff, counties)
        today = timezone.localdate()
        self._last_year(made[0], today.year - 1, staff["city"])
        campaign = _opened(today.year, staff["city"])
        days = {stage: today + dt.timedelta(days=left) for stage, left in DAYS_LEFT.items()}
        set_last_days(by=staff["city"], campaign=campaign, days=days)
        self._fill(Year(campaign, SEED), made)
        work = Work(campaign, SEED)
        for county in made:
            work.fill(county)
        work.offer_from_above(made[0].area.parent, staff["city"])
        work.check_itself(village, staff["village"])
        work.let_the_clock_run()
        self.stdout.write(
            _("Accounts, all with the password %(password)s :") % {"password": password}
        )
        for part in parts(street, village, top):
            self.stdout.write(
                f"  {part.username:<10}{part.role.label}　{part.area.name} {part.area.pk}"
            )

    def _last_year(self, home: County, number: int, city: User) -> None:
        """Bring a year of the first county to its end, so that this one has something beside it."""
        campaign = _opened(number, city)
        year = Year(campaign, SEED - 1)
        year.declare(home, through=1)
        year.rate(home, pace=0.9)
        year.award(home, share=1)
        close_campaign(by=city, campaign=campaign)
        self.stdout.write(f"{number} {home.area.name}")

    def _fill(self, year: Year, counties: list[County]) -> None:
        for number, county in enumerate(counties, start=1):
            # Each county stands elsewhere in the year, so that there is something to compare.
            pace = 0.55 + 0.4 * (number % 5) / 4
            year.declare(county, through=0.6 + 0.4 * (number % 3) / 2)
            year.rate(county, pace=pace)
            if number % 2:
                year.award(county, share=0.5)
            self.stdout.write(f"{number}/{len(counties)} {county.area.name}")


def _opened(number: int, city: User) -> Campaign:
    """Begin a year like the latest one and open it."""
    latest = Campaign.objects.order_by("-year").first()
    campaign = start_campaign(by=city, year=number, like=latest)
    return open_campaign(by=city, campaign=campaign)


def _largest_street(top: Area) -> Area:
    streets = Area.objects.current().under(top.pk).filter(level=Level.STREET)
    return streets.select_related("parent").order_by("-rural_units", "code").first()


def _counties(top: Area, street: Area, staff: dict[str, User], most: int) -> list[County]:
    """Return the counties with their staff; those who sign in act in the one they belong to."""
    areas = [area for area in Area.objects.current().filter(parent=top) if area.rated_units]
    ordered = sorted(areas, key=lambda area: (area.pk != street.parent_id, area.pk))
    counties = [county_with_staff(area) for area in ordered[: most or None]]
    home = counties[0]
    # Theirs comes first: the first street of a county has brought every step forward.
    others = [one for one in home.streets if one.area != street]
    streets = [Street(street, staff["street"], staff["reviewer"]), *others]
    acting = (staff["force"], staff["county"], staff["inspector"])
    return [County(home.area, *acting, streets), *counties[1:]]
