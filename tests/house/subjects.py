"""Who calls: one person of every kind, and what the table of addresses promises each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from tests.house.addresses import (
    ADMIN,
    Address,
    Place,
)
from tests.house.sent import SENT
from tracker.access.policy import READ, Rule, rule_for
from tracker.access.roles import grant_allows
from tracker.access.terms import Role, StarKey
from tracker.people.middleware import ALWAYS_OPEN, STEPS

CITY, COUNTY, STREET, VILLAGE = "4108", "410871", "410871060", "410871060201"
# A street that left the county: its former row ended, its successor lies in another county.
FORMER, MOVED = "410871099", "410883099"
# Places of the other city where nothing lies until a test puts something there.
FRESH = ("410703", "410703001", "410703001201")
ADMIN_INDEX = next(address for address in ADMIN if address.name == "admin:index")
# The places of the world, from the top down. 4107 is another city.
CODES = (
    *("4107", "4108", "410702", "410871", "410883"),
    *("410702001", "410871060", "410871061", "410883001", FORMER, MOVED),
    *("410702001201", "410871060201", "410871060202", "410871061201", "410883001201"),
    *(f"{FORMER}201", f"{MOVED}201"),
)


@dataclass(frozen=True)
class Held:
    """A role somebody holds today."""

    role: str
    area: str
    star: str = ""

    def allows(self, permission: str, code: str) -> bool:
        return grant_allows(
            permission,
            code,
            role=self.role,
            area=self.area,
            star=self.star,
            wanted_star=self.star,
        )


@dataclass(frozen=True)
class Subject:
    """Somebody at a browser.

    `state`: nothing special, or "stranger", "disabled", "ended" (the role did, yesterday),
    or the name of the step that is still to be done.
    """

    name: str
    held: tuple[Held, ...] = ()
    state: str = ""

    @property
    def anchor(self) -> str:
        return self.held[0].area if self.held else STREET

    @property
    def signed_in(self) -> bool:
        return self.state not in {"stranger", "disabled"}

    @property
    def rights(self) -> tuple[Held, ...]:
        return self.held if self.signed_in and self.state != "ended" else ()

    def may(self, permission: str, code: str) -> bool:
        return any(held.allows(permission, code) for held in self.rights)

    def may_below(self, permission: str, code: str) -> bool:
        """Tell whether they have a right in the area, or somewhere in it."""
        held = [one for one in self.rights if one.area.startswith(code)]
        return self.may(permission, code) or any(one.allows(permission, one.area) for one in held)

    def may_somewhere(self, permission: str) -> bool:
        return any(held.allows(permission, held.area) for held in self.rights)


def _one(name: str, role: str, area: str, state: str = "", star: str = "") -> Subject:
    return Subject(name, (Held(role, area, star),), state)


SUBJECTS = [
    Subject("stranger", state="stranger"),
    Subject("nobody yet"),
    _one("branch secretary", Role.BRANCH_SECRETARY, VILLAGE),
    _one("street officer", Role.STREET_OFFICER, STREET),
    _one("street reviewer", Role.STREET_REVIEWER, STREET),
    _one("star officer", Role.STAR_OFFICER, COUNTY, star=StarKey.INDUSTRY),
    _one("county clerk", Role.COUNTY_CLERK, COUNTY),
    _one("county office", Role.COUNTY_OFFICE, COUNTY),
    _one("city office", Role.CITY_OFFICE, CITY),
    _one("inspector", Role.INSPECTOR, COUNTY),
    _one("auditor", Role.AUDITOR, COUNTY),
    _one("auditor of the city", Role.AUDITOR, CITY),
    _one("system admin", Role.SYSTEM_ADMIN, CITY),
    _one("system admin of a county", Role.SYSTEM_ADMIN, COUNTY),
    _one("security admin", Role.SECURITY_ADMIN, COUNTY),
    # Reads in two counties, confirms in one: what may be seen is not what may be done.
    Subject(
        "office and inspector",
        (Held(Role.COUNTY_OFFICE, COUNTY), Held(Role.INSPECTOR, "410883")),
    ),
    _one("disabled", Role.SECURITY_ADMIN, COUNTY, "disabled"),
    _one("role ended yesterday", Role.SECURITY_ADMIN, COUNTY, "ended"),
    _one("without a second factor", Role.SECURITY_ADMIN, COUNTY, "account-second-factor"),
    _one("before the code", Role.SECURITY_ADMIN, COUNTY, "sign-in-code"),
    _one("with a one-time password", Role.SECURITY_ADMIN, COUNTY, "account-password"),
]


def relation(code: str, anchor: str) -> str:
    """Say how a place lies to the one where somebody holds a role."""
    above = {2: 0, 4: 2, 6: 4, 9: 6, 12: 9}[len(anchor)]
    if code.startswith(MOVED):
        return "moved away"
    if code.startswith(FORMER):
        return "former"
    if code.startswith(anchor):
        return "own" if code == anchor else "child"
    if anchor.startswith(code):
        return "parent"
    return "sibling" if code.startswith(anchor[:above]) else "foreign"


def one_of_each(codes: Iterable[str], anchor: str) -> dict[str, str]:
    """Return {relation: the first of the codes that lies so}."""
    found: dict[str, str] = {}
    for code in codes:
        found.setdefault(relation(code, anchor), code)
    return found


DOOR, STEP, DENIED, NO_METHOD, MISSING, OPEN = (
    "to the door",
    "to the step",
    "403",
    "405",
    "404",
    "open",
)


def promised(
    subject: Subject, address: Address, method: str, place: Place | None = None, code: str = ""
) -> str:
    """Return what the table of addresses and the table of roles promise for one call.

    ``place`` and ``code`` say of what kind and where the row of the address is.
    """
    rule = rule_for(address.name)
    assert rule, address.name
    step = subject.state if subject.state in STEPS else ""
    if step and address.name not in STEPS[step] | ALWAYS_OPEN:
        return STEP
    if not subject.signed_in and rule.audience == "staff":
        return DOOR
    if subject.signed_in and rule.permission and not _has_the_right(subject, rule):
        return DENIED
    if method not in rule.methods:
        return NO_METHOD
    if address.name == "admin:login":
        # It leads strangers to our own door, and keeps out whom the rest keeps out.
        return promised(subject, ADMIN_INDEX, method)
    found = _of_the_row(subject, rule, place, code) if place else OPEN
    sends = method not in READ and address.name in SENT
    needed = SENT[address.name].needs if sends else ""
    # An address without a row does it to the one that its example names, in the village.
    refused = needed and not subject.may(needed, code or VILLAGE)
    return DENIED if found == OPEN and refused else found


def _has_the_right(subject: Subject, rule: Rule) -> bool:
    if rule.whole_site:
        return subject.may(rule.permission, settings.HOME_AREA)
    return subject.may_somewhere(rule.permission)


def _of_the_row(subject: Subject, rule: Rule, place: Place, code: str) -> str:
    reads = subject.may_below if place.is_offered_below else subject.may
    if not reads(place.read or rule.permission, code):
        return MISSING
    if rule.permission == place.read:
        return OPEN  # reading it is all that the address asks for
    return OPEN if subject.may(rule.permission, code) else DENIED
