"""The head is written down outside the database, and a log that was rewritten is found by it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tracker.history.guards import place_guards, remove_guards
from tracker.history.models import Event, Head
from tracker.history.record import Change, record_all

pytestmark = pytest.mark.django_db


def grow(count=3):
    return record_all([Change("places.added", "area", str(n)) for n in range(count)], by=None)


def export(path):
    out = StringIO()
    call_command("export_head", "--file", str(path), stdout=out)
    return out.getvalue().strip()


def verified(path):
    out = StringIO()
    call_command("verify_history", "--heads", str(path), stdout=out)
    return out.getvalue()


def cut_tail(keep):
    """Take the newest events away, head and all: what a thief with the database could do."""
    remove_guards(connection)
    Event.objects.filter(sequence__gt=keep).delete()
    place_guards(connection)
    Head.objects.update(sequence=keep, digest=Event.objects.get(sequence=keep).digest)


def test_each_export_is_a_line_of_number_digest_and_time_and_a_line_of_the_log(tmp_path, caplog):
    path = tmp_path / "outside" / "heads.txt"
    first = grow()[-1]
    with caplog.at_level("INFO"):
        export(path)
    said = [one.msg for one in caplog.records if one.name == "tracker.history.exports"]
    second = grow()[-1]
    export(path)

    lines = [line.split(" ") for line in path.read_text().splitlines()]
    assert [line[:2] for line in lines] == [["3", first.digest], ["6", second.digest]]
    assert [(one["event"], one["number"], one["digest"]) for one in said] == [
        ("history_head", 3, first.digest)
    ]
    assert f"6:{second.digest}" in verified(path)


def test_the_setting_names_the_file(tmp_path, settings):
    settings.HISTORY_HEAD_FILE = tmp_path / "heads.txt"
    call_command("export_head", stdout=StringIO())
    assert settings.HISTORY_HEAD_FILE.read_text().startswith("0 ")
    assert verified(settings.HISTORY_HEAD_FILE)


def test_a_tail_cut_off_is_found_by_any_head_that_was_exported(tmp_path):
    path = tmp_path / "heads.txt"
    for _round in range(3):
        grow()
        export(path)
    cut_tail(6)

    with pytest.raises(CommandError):
        verified(path)
    with pytest.raises(CommandError):
        export(path)
    assert len(path.read_text().splitlines()) == 3


def test_a_log_that_was_written_anew_is_found(tmp_path):
    path = tmp_path / "heads.txt"
    grow()
    export(path)
    remove_guards(connection)
    Event.objects.all().delete()
    place_guards(connection)
    Head.objects.all().delete()
    record_all([Change("places.added", "area", f"other{n}") for n in range(5)], by=None)

    call_command("verify_history", stdout=StringIO())  # whole in itself
    with pytest.raises(CommandError, match="3"):
        verified(path)
    with pytest.raises(CommandError):
        export(path)


@pytest.mark.parametrize("line", ["3", "3 abc 2026-11-20", "three " + "0" * 64 + " now", "\x00"])
def test_a_file_with_a_line_that_is_no_head_is_refused(tmp_path, line):
    path = tmp_path / "heads.txt"
    path.write_text(f"{line}\n")
    with pytest.raises(CommandError, match="1"):
        verified(path)


def test_a_file_that_cannot_be_written_or_read_fails(tmp_path):
    with pytest.raises(CommandError):
        export(tmp_path)
    with pytest.raises(CommandError):
        verified(tmp_path / "none.txt")
