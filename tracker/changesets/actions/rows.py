"""Rows of a changeset: compared with what stands, stored, counted, found twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, islice
from operator import attrgetter

from django.db.models import Count, QuerySet

from tracker.changesets.models import (
    Changeset,
    ChangesetRow,
    kept_complaints,
    packed,
    read_complaints,
)
from tracker.changesets.registry import (
    Complaint,
    Kind,
    Scope,
    Standing,
    Wish,
    differing_values,
    judged,
    named,
)
from tracker.changesets.terms import AT_ONCE, Choice, Source, Verdict
from tracker.changesets.wording import NOT_THERE, OUTSIDE, TWICE
from tracker.history.inserting import Plain, insert
from tracker.jobs.wording import say
from tracker.people.models import User

TWICE_SHOWN = 3  # row numbers that a sentence names


def batches(wishes: Iterable[Wish]) -> Iterator[list[Wish]]:
    rest = iter(wishes)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def store(changeset: Changeset, wishes: Sequence[Wish], *, by: User) -> None:
    """Compare some wishes with what stands now and keep them as rows, in one transaction."""
    kind, scope = changeset.its_kind, changeset.scope
    inside = [wish for wish in wishes if kind.area_of(wish.key).startswith(scope.area)]
    found = kind.look(scope, named(inside), by=by)
    rows = [_row(changeset, kind, _placed(wish, scope, found), found) for wish in wishes]
    insert(ChangesetRow, rows)


def _placed(wish: Wish, scope: Scope, found: dict[str, Standing]) -> Wish:
    """Return the wish with a complaint where its key names nothing in the area."""
    if wish.key in found or not wish.key:
        return wish
    # Without its cells' own fault: a code that could not be read names nothing anyway.
    code = wish.key.partition(".")[0]
    text = NOT_THERE if code.startswith(scope.area) else OUTSIDE
    missing = Complaint(say(text, code=code, area=scope.area))
    return replace(wish, complaints=(*wish.complaints, missing))


def _row(
    changeset: Changeset, kind: Kind, wish: Wish, found: dict[str, Standing]
) -> dict[str, Plain]:
    """Return the values of a row by field."""
    now = found.get(wish.key)
    stands = now.values if now else {}
    objections = kind.objections(changeset.scope, now, wish.after) if now else []
    verdict, complaints = judged(wish, now, objections)
    is_wrong, is_disputed = verdict == Verdict.WRONG, verdict == Verdict.DISPUTED
    after = wish.after if is_wrong else differing_values(wish.after, stands)
    keeps_theirs = is_disputed and changeset.source == Source.UNDO
    return {
        "changeset_id": changeset.pk,
        "number": wish.number,
        "key": wish.key,
        "name": now.name[:80] if now else "",
        "before": packed({name: stands[name] for name in wish.after if name in stands}),
        "after": packed(after),
        "base": packed(wish.base) if wish.base is not None and is_disputed else "",
        "last_year": packed(now.last_year) if now else packed({}),
        "verdict": verdict.value,
        "choice": Choice.THEIRS.value if keeps_theirs else Choice.OPEN.value,
        "faults": kept_complaints(complaints),
        "typed": packed(dict(wish.typed)) if complaints and wish.typed else "",
    }


def repeated_keys(changeset: Changeset) -> Iterator[list[str]]:
    """Yield the keys that several rows name, in their order and some at a time."""
    rows = ChangesetRow.objects.filter(changeset=changeset)
    last = ""
    while True:
        rest = rows.filter(key__gt=last).values("key").annotate(times=Count("pk"))
        repeated = rest.filter(times__gt=1).order_by("key").values_list("key", flat=True)
        keys = list(repeated[:AT_ONCE])
        if not keys:
            return
        yield keys
        last = keys[-1]


def mark_repeated(changeset: Changeset, keys: Sequence[str]) -> None:
    """Mark rows that name the same thing: nobody knows which is meant, so all are wrong.

    Done twice, it is done once.
    """
    rows = ChangesetRow.objects.filter(changeset=changeset, key__in=keys).by_key()
    marked = _marked(rows)
    while some := list(islice(marked, AT_ONCE)):
        ChangesetRow.objects.bulk_update(some, ["faults", "verdict", "choice"], batch_size=200)


def _marked(rows: QuerySet[ChangesetRow]) -> Iterator[ChangesetRow]:
    """Yield the rows that do not say yet that they are repeated, with the complaint."""
    stream = rows.iterator(chunk_size=AT_ONCE)
    for _key, group in groupby(stream, key=attrgetter("key")):
        first = list(islice(group, TWICE_SHOWN + 1))
        numbers = "、".join(str(row.number) for row in first[:TWICE_SHOWN])
        complaint = Complaint(say(TWICE, rows=numbers + "…" * (len(first) > TWICE_SHOWN)))
        for row in chain(first, group):
            complaints = read_complaints(row.faults)
            if complaint not in complaints:
                row.faults = kept_complaints([*complaints, complaint])
                row.verdict, row.choice = Verdict.WRONG, Choice.OPEN
                yield row


def count_rows(changeset: Changeset) -> None:
    """Let a changeset say how many rows of each verdict it has; the caller saves it."""
    rows = ChangesetRow.objects.filter(changeset=changeset).order_by()
    counts = dict(rows.values_list("verdict").annotate(Count("pk")))
    for verdict in Verdict:
        setattr(changeset, f"rows_{verdict.value}", counts.get(verdict.value, 0))
