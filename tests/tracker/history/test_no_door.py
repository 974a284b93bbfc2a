"""No row changes without an event, whatever door the change comes through."""

import pytest
from django.apps import apps
from django.contrib import admin

from tests.tracker.history import shadows
from tests.tracker.history.doors import TOLD_AS, UNTOLD, Door, all_doors
from tracker.campaigns.models import Campaign
from tracker.history.admin import ReadOnlyAdmin, RecordedAdmin
from tracker.history.models import Event, Head
from tracker.history.verify import verify
from tracker.logbook.terms import ACTIONS

ALL = all_doors()


def number() -> int:
    head = Head.objects.filter(pk=1).first()
    return head.sequence if head else 0


@pytest.fixture(scope="module")
def triggers(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        shadows.cast()
    yield
    with django_db_blocker.unblock():
        shadows.lift()


@pytest.fixture
def run(triggers, client, tmp_path):
    """Run an example under the triggers; return the changed rows and the events."""

    def run(door: Door) -> tuple[list[shadows.Shadow], list[Event]]:
        steps = door.steps(client, tmp_path)
        next(steps)
        shadows.forget()
        before = number()
        next(steps, None)
        return shadows.seen(), list(Event.objects.filter(sequence__gt=before).in_order())

    return run


@pytest.mark.django_db
@pytest.mark.parametrize("door", ALL, ids=str)
def test_each_changed_row_is_named_by_an_event(run, door):
    changed, events = run(door)

    assert {one.table for one in changed} == door.touches
    assert shadows.untold(changed, events) == []
    assert verify()[1] is None
    # Each event says from where or who, and its verb has words in the log.
    assert [event.action for event in events if event.action not in ACTIONS] == []
    assert [event.action for event in events if not (event.origin or event.actor_id)] == []


@pytest.mark.django_db
def test_a_change_behind_the_log_is_seen(run):
    """The proof can fail: a row that is changed without an event is found."""

    def steps(_browser, _folder):
        yield
        Campaign.objects.create(year=2031)

    changed, events = run(Door("behind the log", frozenset(), steps))

    assert shadows.untold(changed, events) == [
        shadows.Shadow("tracker_campaign", "campaign", "2031", "insert")
    ]


def test_every_table_has_an_example_that_changes_it():
    tables = {one.table for one in shadows.watched_tables()}
    touched = set().union(*(door.touches for door in ALL))

    assert sorted(tables - touched) == []


def test_what_is_left_out_exists():
    tables = {model._meta.db_table for model in apps.get_models()}

    assert {*UNTOLD, *TOLD_AS} <= tables


def test_every_administration_records_or_only_reads():
    """A ModelAdmin of ours that is neither would be a door around the log."""
    loose = [
        type(registered).__name__
        for model, registered in admin.site._registry.items()
        if model._meta.app_label in ("tracker", "articles")
        and not isinstance(registered, (RecordedAdmin, ReadOnlyAdmin))
        and any(
            getattr(registered, f"has_{verb}_permission")(None)
            for verb in ("add", "change", "delete")
        )
    ]

    assert loose == []
