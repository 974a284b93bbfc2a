"""The Chinese message catalogue: collect texts, compare, compile. Needs no GNU gettext.

Django's `makemessages` calls xgettext; offices' machines have none. Babel reads
Python, and Django's own `templatize` turns a template into something Babel reads.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import django_filters
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PYTHON_FOLDERS = ["articles", "config", "tracker"]
TEMPLATE_FOLDERS = ["templates"]
# django-filter ships zh_CN, which Django never loads for zh-hans: its texts are ours to translate.
FOREIGN = Path(django_filters.__file__).parent
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!%)%[sd]|\{\w*\}")

Found = tuple[str, str | tuple[str, ...], str | None]


def texts(root: Path) -> Iterator[Found]:
    """Yield (file, msgid or (msgid, plural), context) for each text under ``root``."""
    for path in _files(root, PYTHON_FOLDERS, "*.py"):
        yield from _texts_of(path.read_bytes(), path.relative_to(root).as_posix())
    for path in _files(root, TEMPLATE_FOLDERS, "*"):
        yield from _texts_of(_as_python(path), path.relative_to(root).as_posix())
    for path in _files(FOREIGN, ["."], "*.py"):
        yield from _texts_of(path.read_bytes(), f"django_filters/{path.name}")
    for path in _files(FOREIGN, ["templates"], "*.html"):
        yield from _texts_of(_as_python(path), f"django_filters/{path.name}")


def _files(root: Path, folders: list[str], pattern: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in (root / folder).rglob(pattern) if path.is_file())


def _as_python(path: Path) -> bytes:
    """Return a template as an expression; brackets keep its indentation from mattering."""
    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return f"({source}\n)".encode()


def _texts_of(source: bytes, name: str) -> Iterator[Found]:
    options = {"encoding": "utf-8"}
    found = extract("python", io.BytesIO(source), KEYWORDS, options=options)
    for _line, msgid, _comments, context in found:
        yield name, msgid, context


def collect(root: Path, old: Catalog) -> Catalog:
    """Return a catalogue of today's texts with the translations that ``old`` has for them."""
    new = Catalog(
        locale="zh_Hans",
        project="five-star-tracker",
        creation_date=old.creation_date,
        revision_date=old.revision_date,
        last_translator="",
        language_team="",
        fuzzy=False,
    )
    new.header_comment = (
        "# Texts of the tracker in simplified Chinese, collected by `make messages`."
    )
    for name, msgid, context in texts(root):
        kept = old.get(msgid, context)
        string: str | tuple[str, ...] | list[str] | None = kept.string if kept else None
        # A text that had a plural and has none now keeps its one Chinese form.
        if isinstance(msgid, str) and isinstance(string, list | tuple):
            string = string[0]
        new.add(msgid, string, locations=[(name, 0)], context=context)
    return new


def read(path: Path) -> Catalog:
    """Return the catalogue in a .po file, an empty one if there is no such file."""
    if not path.exists():
        return Catalog(locale="zh_Hans")
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def as_po(catalog: Catalog) -> bytes:
    """Return the .po file: sorted, without line numbers, so that diffs show only texts."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, sort_output=True, include_lineno=False, width=100)
    return buffer.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """Return the compiled .mo file that Django loads."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def untranslated(catalog: Catalog) -> list[Message]:
    """Return the texts that have no translation, or only a guessed one."""
    return [message for message in catalog if message.id and not _is_done(message)]


def _is_done(message: Message) -> bool:
    return all(_strings(message)) and not message.fuzzy


def _strings(message: Message) -> list[str]:
    """Return the translation; one string, for Chinese has one plural form."""
    string = message.string
    return [string or ""] if isinstance(string, str | None) else list(string)


def misplaced(catalog: Catalog) -> list[Message]:
    """Return translations whose placeholders are not those of the text."""
    return [message for message in catalog if message.id and _placeholders_differ(message)]


def _placeholders_differ(message: Message) -> bool:
    # The Chinese text must hold what the English plural holds.
    text = message.id if isinstance(message.id, str) else message.id[-1]
    string = _strings(message)[0]
    return bool(string) and set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(string))
