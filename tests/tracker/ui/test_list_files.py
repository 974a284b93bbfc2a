"""A list as a file: the same rows, without pages."""

import csv
import io
import threading

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.tracker.ui.answers import problems, words
from tracker.places.models import Area
from tracker.ui import exports, lists

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_site")]


def read_csv(answer):
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content, newline="")))


def test_a_file_holds_every_matching_row_in_the_order_of_the_page(page, many_areas):
    answer = page("?q=县&sort=-code&export=csv&per_page=25")

    rows = read_csv(answer)
    assert rows[0] == ["Name", "Code", "Level", "Villages", "Since", "source", "as of"]
    assert [row[1] for row in rows[1:]] == [area.pk for area in reversed(many_areas)]
    assert rows[1][:5] == ["县59", "410059", "County or district", "5", ""]
    assert rows[1][5] == "http://testserver/sample/?q=%E5%8E%BF&sort=-code&per_page=25"


def test_xlsx_holds_the_same_as_csv(page, areas):
    book = openpyxl.load_workbook(
        io.BytesIO(b"".join(page("?level=street&export=xlsx").streaming_content))
    )
    cells = [cell.value for cell in book.active[2]]

    assert cells[:4] == ["民生街道", "410802001", "Street, town or township", 2]
    assert book.active.max_row == 2


def test_too_many_rows_for_xlsx_are_refused_with_the_way_out(page, areas, monkeypatch):
    monkeypatch.setattr(lists, "LARGEST_XLSX", 3)

    assert problems(page("?export=xlsx")) == [
        ("export", "XLSX takes at most 3 rows. Export CSV, or filter the list first.")
    ]
    assert page("?export=csv").status_code == 200


def test_a_file_of_a_misunderstood_address_is_refused(page, areas):
    answer = page("?level=abc&export=csv")

    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("text/html")


def test_a_file_is_read_in_batches(page, many_areas):
    with CaptureQueriesContext(connection) as captured:
        read_csv(page("?export=csv"))

    assert len(captured) == 1
    assert Area.objects.count() == 60


@pytest.mark.parametrize("export", ["csv", "xlsx"])
def test_a_file_has_no_pages(page, areas, export):
    assert problems(page(f"?export={export}&page=9999")) == [
        ("page", "A file holds every page. Remove the page.")
    ]


def test_a_second_xlsx_at_the_same_time_is_put_off(page, areas, monkeypatch):
    making = threading.Lock()
    monkeypatch.setattr(exports, "_making", making)
    with making:
        answer = page("?level=city&export=xlsx")
        as_csv = page("?level=city&export=csv")

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Only one XLSX file is made at a time." in words(answer)
    assert 'href="/sample/?level=city&amp;export=xlsx"' in answer.content.decode()
    assert as_csv.status_code == 200
    assert page("?export=xlsx").status_code == 200
    assert not making.locked()


def test_links_to_files_keep_the_filters_and_drop_the_page(page, many_areas):
    assert [link["url"] for link in page("?q=县&page=2").context["exports"]] == [
        "?q=%E5%8E%BF&export=xlsx",
        "?q=%E5%8E%BF&export=csv",
    ]
