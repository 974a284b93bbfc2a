"""`verify_history` says that the log is whole, or where it is not."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tracker.history.guards import place_guards, remove_guards
from tracker.history.models import Event, Head
from tracker.history.record import Change, record_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def log():
    record_all([Change("places.rename", "area", str(n), "村") for n in range(3)], by=None)


def said(*arguments):
    out = StringIO()
    call_command("verify_history", *arguments, stdout=out)
    return out.getvalue()


def test_a_whole_log_is_called_whole_and_its_head_is_printed(log):
    assert str(Head.objects.get()) in said()
    assert said("--head", str(Head.objects.get()))


def test_a_changed_event_fails_with_its_number(log):
    remove_guards(connection)
    Event.objects.filter(sequence=2).update(reason="改")
    place_guards(connection)
    with pytest.raises(CommandError, match="2"):
        said()


def test_a_tail_cut_off_with_its_head_is_found_by_the_head_kept_elsewhere(log):
    kept = str(Head.objects.get())
    remove_guards(connection)
    Event.objects.filter(sequence=3).delete()
    place_guards(connection)
    Head.objects.update(sequence=2, digest=Event.objects.get(sequence=2).digest)
    assert said()
    with pytest.raises(CommandError):
        said("--head", kept)


@pytest.mark.parametrize("head", ["3", "3:abc", "x" * 70, ""])
def test_a_head_that_was_never_printed_is_refused(log, head):
    with pytest.raises(CommandError):
        said("--head", head)
