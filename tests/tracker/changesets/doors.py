"""How changesets change: uploaded and read, applied, withdrawn, undone, entered in a grid."""

from tests.tracker.changesets.conftest import THREE, County, again, table
from tests.tracker.history.doors import door
from tests.tracker.ratings.cast import star
from tracker.changesets.actions import confirm, take_back, undo, withdraw
from tracker.jobs.actions import cancel

CHANGESET, STAR, STEP = "tracker_changeset", "tracker_starrating", "tracker_ratingstep"


def uploaded(county):
    return county.upload(table(*({"code": code, "industry": "达标"} for code in THREE)))


@door("a table is uploaded, applied and undone", touches={CHANGESET, STAR, STEP})
def applied(_browser, _folder):
    county = County()
    yield
    made = county.apply(uploaded(county))
    assert star(code=THREE[2]).proposal == "met"
    county.apply(again(undo(by=county.clerk, changeset=made)))
    assert star(code=THREE[2]).proposal == ""


@door("a changeset is held back, taken back and withdrawn", touches={CHANGESET})
def withdrawn(_browser, _folder):
    county = County()
    yield
    county.upload(b"no,table\n")
    made = uploaded(county)
    confirm(by=county.clerk, changeset=made, seen=made.version)
    made = again(made)
    cancel(made.job, by=county.clerk)
    take_back(by=county.clerk, changeset=made, seen=made.version)
    made = again(made)
    withdraw(by=county.clerk, changeset=made, seen=made.version)
