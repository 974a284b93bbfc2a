"""`read_article` prints the claims of a text file and writes nothing."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.places import AreaFactory
from tests.house.tree import ROOT

TEXT = "文苑街道2022年创成农村四星支部2个、三星5个。2023年申报五星支部1个。\r\n"
DAY = dt.date(2023, 6, 28)
KEYS = {
    *("file", "subject", "code", "unit_kind", "metric", "level", "star", "value", "unit"),
    *("approx", "period", "nature", "start", "end", "quote", "rule", "confidence"),
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(tmp_path):
    file = tmp_path / "page.txt"
    file.write_bytes(TEXT.encode())
    return file


def claims(*files, **options):
    said = StringIO()
    call_command("read_article", *files, json=True, stdout=said, **options)
    return json.loads(said.getvalue())


def test_without_places_in_the_database_the_shipped_ones_are_used(page):
    rows = claims(page, date=DAY)

    assert set(rows[0]) >= KEYS
    assert [(row["code"], row["level"], row["value"], row["nature"]) for row in rows] == [
        ("410871061", 4, 2, "reported"),
        ("410871061", 3, 5, "reported"),
        ("410871061", 5, 1, "planned"),
    ]
    assert all(TEXT[row["start"] : row["end"]] == row["quote"] for row in rows)


def test_places_of_the_database_go_before_the_shipped_ones(page):
    AreaFactory(code="410822105201")

    rows = claims(page, date=DAY)

    assert rows
    assert all(row["code"] is None for row in rows)


def test_area_files_may_be_named(page):
    rows = claims(page, date=DAY, areas=[ROOT / "data" / "areas" / "jiaozuo.csv"])

    assert {row["code"] for row in rows} == {"410871061"}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_other_encodings_are_read(tmp_path, encoding):
    file = tmp_path / "page.txt"
    file.write_bytes(TEXT.encode(encoding))

    assert len(claims(file)) == 3


def test_for_people_it_prints_one_line_for_each_claim(page):
    said = StringIO()

    call_command("read_article", page, stdout=said)

    assert said.getvalue().count("410871061") == 3


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(CommandError):
        call_command("read_article", tmp_path / "none.txt")


def test_an_area_file_of_another_kind_is_an_error(page, tmp_path):
    other = tmp_path / "areas.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")

    with pytest.raises(CommandError):
        call_command("read_article", page, areas=[other])
