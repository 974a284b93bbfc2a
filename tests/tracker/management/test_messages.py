"""`messages` keeps the catalogue in step, and says what is missing."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.house.tree import ROOT
from tracker.management.commands import messages


def run(*arguments):
    said = io.StringIO()
    call_command("messages", *arguments, stdout=said)
    return said.getvalue()


@pytest.fixture
def checkout(tmp_path, monkeypatch, settings):
    """A checkout with one translated text."""
    settings.BASE_DIR = tmp_path
    monkeypatch.setattr(messages, "FOLDER", tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES")
    monkeypatch.setattr("tracker.management.catalogue.FOREIGN", tmp_path / "none")
    (tmp_path / "templates").mkdir()
    write(tmp_path, "Places")
    run()
    po = messages.FOLDER / "django.po"
    po.write_text(
        po.read_text().replace('msgid "Places"\nmsgstr ""', 'msgid "Places"\nmsgstr "区划"')
    )
    run()
    return tmp_path


def write(checkout, *texts):
    lines = "".join(f'{{% translate "{text}" %}}\n' for text in texts)
    (checkout / "templates" / "page.html").write_text(lines)


def test_a_complete_catalogue_passes(checkout):
    assert run("--check") == "1 texts, 0 untranslated, 0 misplaced\n"


def test_a_new_text_fails_the_check_and_changes_nothing(checkout):
    before = (messages.FOLDER / "django.po").read_bytes()
    write(checkout, "Places", "Branches")

    with pytest.raises(CommandError, match="not in step"):
        run("--check")

    assert (messages.FOLDER / "django.po").read_bytes() == before


def test_a_new_text_is_collected_and_named_and_translations_are_kept(checkout):
    write(checkout, "Places", "Branches")

    said = run()

    assert said.splitlines() == [
        "untranslated: 'Branches' (templates/page.html)",
        "2 texts, 1 untranslated, 0 misplaced",
    ]
    assert 'msgid "Places"\nmsgstr "区划"' in (messages.FOLDER / "django.po").read_text()
    with pytest.raises(CommandError, match="1 untranslated"):
        run("--check")


def test_a_text_that_is_gone_leaves_the_catalogue(checkout):
    write(checkout, "Branches")

    run()

    assert "Places" not in (messages.FOLDER / "django.po").read_text()


def test_an_old_compiled_file_fails_the_check(checkout):
    (messages.FOLDER / "django.mo").write_bytes(b"old")

    with pytest.raises(CommandError, match="not compiled"):
        run("--check")


def test_the_command_looks_at_this_project():
    assert messages.FOLDER.is_relative_to(ROOT)


def test_a_text_that_had_a_plural_keeps_its_chinese_form(checkout):
    page = checkout / "templates" / "page.html"
    page.write_text(
        "{% blocktranslate count n=n %}{{ n }} place"
        "{% plural %}{{ n }} places{% endblocktranslate %}"
    )
    run()
    po = messages.FOLDER / "django.po"
    po.write_text(po.read_text().replace('msgstr[0] ""', 'msgstr[0] "%(n)s个区划"'))
    run()
    page.write_text("{% blocktranslate %}{{ n }} place{% endblocktranslate %}")

    assert run() == "1 texts, 0 untranslated, 0 misplaced\n"
    assert 'msgstr "%(n)s个区划"' in po.read_text()
