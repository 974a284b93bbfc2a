"""What a file is and what it says is found out from its contents; nothing of it can do harm."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from dataclasses import replace

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from tests.tracker.documents.samples import (
    HTML,
    LINES,
    TEXT,
    changed_word,
    pdf,
    scanned_pdf,
    word,
    word_with_a_text_box,
)
from tracker.documents import opening
from tracker.documents.faults import UnreadError, say
from tracker.documents.opening import Document, open_document
from tracker.documents.plain import decode
from tracker.documents.terms import DOCUMENT_LIMITS, LONGEST_TEXT, Form, Unread


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_a_text_in_any_of_the_encodings_is_the_same_text(raw, encoding):
    assert open_document(raw) == Document(TEXT, Form.TEXT, encoding)


@given(st.text(st.sampled_from("星级支部创建，。“”1２3\n\r\t ○●"), min_size=1))
def test_what_was_written_is_read_sign_by_sign(text):
    for encoding in ("utf-8", "gb18030"):
        # A few signs alone may be the bytes of other signs in the other encoding.
        page = TEXT + text
        assert decode(page.encode(encoding))[0] == page


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_are_kept_for_positions_count_them(ending):
    text = ending.join(LINES)

    assert open_document(text.encode()).text == text


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_page_of_the_web_gives_its_text_and_nothing_that_runs_or_fetches(charset):
    page = HTML.format(*LINES, charset=charset).encode(charset)

    assert open_document(page) == Document(TEXT, Form.HTML, title="青石镇 · 创星")


def test_a_word_file_gives_its_paragraphs_in_order_with_those_of_tables():
    assert open_document(word(title="推进会")) == Document(TEXT, Form.DOCX, title="推进会")


def test_a_text_box_is_read_once():
    assert open_document(word_with_a_text_box()).text == "正文在前。\n\n框中文字。"


def test_a_pdf_gives_its_text_layer():
    found = open_document(pdf())

    assert found.form == Form.PDF
    assert found.text.split() == TEXT.split()


def encrypted_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 500 + b'">]><x>&a;</x>'
OUTSIDE = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r9" TargetMode="External" Target="http://example.test/a.dotm" Type="'
    b'http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
    b"</Relationships>"
)
REFUSED = {
    "nothing": (b"", Unread.EMPTY),
    "blank": (b"\xef\xbb\xbf \r\n", Unread.EMPTY),
    "a picture": (b"\xff\xd8\xff\xe0" + b"\0" * 20, Unread.FOREIGN),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 20, Unread.FOREIGN),
    "an archive": (changed_word(word__document_dot_xml=b""), Unread.DAMAGED),
    "NUL": ("星级".encode() + b"\0a", Unread.NUL),
    "Big5": ("這個鄉鎮創建了許多支部並獲得讚譽".encode("big5"), Unread.ENCODING),
    "half a character": (TEXT.encode()[:-1] + b"\xff", Unread.ENCODING),
    "a scan": (scanned_pdf(), Unread.NO_TEXT),
    "a locked PDF": (encrypted_pdf(), Unread.PROTECTED),
    "a torn PDF": (b"%PDF-1.7\n" + b"1 0 obj <<" * 9, Unread.DAMAGED),
    "entities": (changed_word(word__settings_dot_xml=ENTITIES), Unread.DAMAGED),
    "a template elsewhere": (
        changed_word(word___rels__settings_dot_xml_dot_rels=OUTSIDE),
        Unread.PROGRAMS,
    ),
    "a macro": (changed_word(word__vbaProject_dot_bin=b"x"), Unread.PROGRAMS),
    "a file in a file": (changed_word(word__embeddings__a_dot_xlsx=b"PK"), Unread.PROGRAMS),
    "a bomb": (changed_word(word__media__a_dot_png=b"\x89" + b"\0" * 110_000_000), Unread.TOO_MUCH),
    "deep nesting": (changed_word(word__a_dot_xml=b"<a>" * 500 + b"</a>" * 500), Unread.TOO_MUCH),
    "a book": ("星" * (LONGEST_TEXT + 1), Unread.TOO_LONG),
    "a large file": (b"a" * 1_100_000, Unread.TOO_LARGE),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_page_is_refused_in_words(name):
    raw, why = REFUSED[name]

    with pytest.raises(UnreadError) as refused:
        open_document(raw if isinstance(raw, bytes) else raw.encode())

    assert refused.value.why == why
    with override("en"):
        assert say(refused.value.as_json()) == str(refused.value)
        assert "%(" not in str(refused.value)


def test_another_archive_is_called_what_it_is():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")

    with pytest.raises(UnreadError) as refused:
        open_document(out.getvalue())

    assert (refused.value.why, refused.value.values) == (Unread.FOREIGN, {"what": "ZIP"})


@pytest.mark.parametrize(
    ("does", "why"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", Unread.MEMORY),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", Unread.TIME),
        ("pass", Unread.STOPPED),
        ("import sys; sys.stdout.write('gibberish, and more of it')", Unread.STOPPED),
        ("import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\2[]')", Unread.STOPPED),
        ("import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\2{}')", Unread.STOPPED),
        ("import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\x0d{\"fault\":[8]}')", Unread.STOPPED),
    ],
)
def test_whatever_happens_to_the_child_the_caller_gets_a_sentence(monkeypatch, does, why):
    monkeypatch.setattr(opening, "CHILD", ["-c", does])

    with pytest.raises(UnreadError) as refused:
        open_document(pdf())

    assert refused.value.why == why


def test_the_child_is_held_to_its_memory():
    scarce = replace(DOCUMENT_LIMITS, child_memory=40 * 1024 * 1024)

    with pytest.raises(UnreadError) as refused:
        open_document(word(), scarce)

    assert refused.value.why in (Unread.MEMORY, Unread.STOPPED)


def test_the_child_knows_no_secret_and_no_setting(monkeypatch):
    told = (
        "import json, os, sys\n"
        "body = json.dumps({'text': ' '.join(sorted(os.environ)) + '.', 'title': ''}).encode()\n"
        "sys.stdout.buffer.write(len(body).to_bytes(4, 'big') + body)"
    )
    monkeypatch.setattr(opening, "CHILD", ["-c", told])
    monkeypatch.setenv("SECRET_KEY", "lilac")

    assert set(open_document(pdf()).text.rstrip(".").split()) <= {
        "LC_CTYPE",
        "PYTHONDONTWRITEBYTECODE",
    }
    assert json.dumps(sys.argv)  # the parent has an environment of its own
