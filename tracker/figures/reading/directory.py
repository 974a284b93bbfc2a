"""Reads data/figures/*.yaml into entries, or says everything that is wrong at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.utils.translation import gettext as _

from tracker.figures.reading.consistency import figure_faults, page_faults, reading_faults
from tracker.figures.reading.entries import (
    ArticleEntry,
    BrokenFilesError,
    CheckEntry,
    FigureEntry,
    PageEntry,
    PageFile,
    Problem,
    Reading,
)
from tracker.figures.reading.fields import (
    ARTICLE_FIELDS,
    CHECK_FIELDS,
    FIGURE_FIELDS,
    PAGE_FIELDS,
    RARE_FIELDS,
)
from tracker.figures.reading.repeats import repeat_faults
from tracker.figures.reading.values import Parser, record

CHECKS_FILE = "crosschecks.yaml"
Read = TypeVar("Read")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML without two traps.

    A field written twice would silently lose its first value, and 2023-02-30 would
    stop the reading with an error that names no entry: dates stay text here.
    """

    yaml_implicit_resolvers = {
        sign: [(tag, form) for tag, form in resolvers if not tag.endswith(":timestamp")]
        for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for name_node, _value in node.value:
            name = str(name_node.value)
            if name in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{name} is written twice", name_node.start_mark
                )
            seen.add(name)
        return super().construct_mapping(node, deep)


def read_directory(folder: Path) -> Reading:
    """Read every page and the cross-checks in ``folder``. Raises BrokenFilesError."""
    names = sorted(path.name for path in folder.glob("*.yaml"))
    page_names = [name for name in names if name != CHECKS_FILE]
    if not page_names:
        raise BrokenFilesError(
            [Problem(str(folder), "", "", _("there is no page file such as 000.yaml"))]
        )
    problems: list[Problem] = []
    pages = [_read(folder / name, _page_file, problems) for name in page_names]
    checks: tuple[CheckEntry, ...] | None = ()
    if CHECKS_FILE in names:
        checks = _read(folder / CHECKS_FILE, _checks_file, problems)
    if not problems:
        reading = Reading(tuple(page for page in pages if page), checks or ())
        problems = [*reading_faults(reading, CHECKS_FILE), *repeat_faults(reading)]
    if problems:
        raise BrokenFilesError(problems)
    return reading


def _read(
    path: Path, build: Callable[[Any, str, list[Problem]], Read | None], problems: list[Problem]
) -> Read | None:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    except UnicodeDecodeError:
        problems.append(Problem(path.name, "", "", _("is not UTF-8 text")))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # ValueError comes of a number of 5,000 digits, RecursionError of as many brackets.
        mark = getattr(error, "problem_mark", None)
        line = f"{mark.line + 1}: " if mark else ""
        reason = getattr(error, "problem", None) or str(error)
        message = _("is not valid YAML, line %(reason)s") % {"reason": f"{line}{reason}"}
        problems.append(Problem(path.name, "", "", message))
    else:
        return build(content, path.name, problems)
    return None


def _name(raw: object, fallback: str) -> str:
    """Return what to call an entry in a message: its key, or its place in the list."""
    key = raw.get("key") if isinstance(raw, dict) else None
    return key if isinstance(key, str) and key else fallback


def _build(
    raw: object,
    fields: Mapping[str, Parser],
    make: Callable[..., Read],
    place: tuple[str, str],
    problems: list[Problem],
) -> Read | None:
    values, wrong = record(raw, fields, RARE_FIELDS)
    problems += [Problem(*place, field, message) for field, message in wrong]
    return None if wrong else make(**values)


def _rows(content: dict[str, Any], name: str, file: str, problems: list[Problem]) -> list[Any]:
    rows = content.get(name)
    if isinstance(rows, list):
        return rows
    problems.append(Problem(file, "", name, _("must be a list of entries")))
    return []


def _page_file(content: Any, file: str, problems: list[Problem]) -> PageFile | None:
    before = len(problems)
    if not isinstance(content, dict) or set(content) != {"page", "articles", "figures"}:
        problems.append(Problem(file, "", "", _("must hold page, articles and figures")))
        return None
    page = _build(content["page"], PAGE_FIELDS, PageEntry, (file, "page"), problems)
    page_key = page.key if page else ""

    def article(**values: Any) -> ArticleEntry:
        return ArticleEntry(page=page_key, **values)

    articles = [
        _build(raw, ARTICLE_FIELDS, article, (file, _name(raw, f"articles[{at}]")), problems)
        for at, raw in enumerate(_rows(content, "articles", file, problems))
    ]
    figures = [
        _build(raw, FIGURE_FIELDS, FigureEntry, (file, _name(raw, f"figures[{at}]")), problems)
        for at, raw in enumerate(_rows(content, "figures", file, problems))
    ]
    for figure in figures:
        if figure:
            problems += [Problem(file, figure.key, *fault) for fault in figure_faults(figure)]
    if page is None or len(problems) > before:
        return None
    built = PageFile(
        page,
        tuple(entry for entry in articles if entry),
        tuple(entry for entry in figures if entry),
    )
    problems += page_faults(built, file)
    return built


def _check(**values: Any) -> CheckEntry:
    return CheckEntry(gazetteer=values.pop("total_gazetteer"), **values)


def _checks_file(content: Any, file: str, problems: list[Problem]) -> tuple[CheckEntry, ...] | None:
    if not isinstance(content, dict) or set(content) != {"crosschecks"}:
        problems.append(Problem(file, "", "", _("must hold crosschecks and nothing else")))
        return None
    rows = _rows(content, "crosschecks", file, problems)
    checks = [
        _build(raw, CHECK_FIELDS, _check, (file, _name(raw, f"crosschecks[{at}]")), problems)
        for at, raw in enumerate(rows)
    ]
    return tuple(check for check in checks if check)
