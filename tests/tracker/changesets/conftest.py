"""A county with two streets, a clerk who enters, and tables to upload."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

import pytest
from django.utils import translation

from tests.tracker.ratings.cast import (
    COUNTY,
    VILLAGES,
    YEAR,
    Cast,
    campaign,
    declare,
    person,
    village,
)
from tracker.access.terms import Role
from tracker.campaigns.models import Campaign
from tracker.changesets.actions import Subject, confirm, upload
from tracker.changesets.columns import SIGNER, meta_of
from tracker.changesets.models import Changeset, ChangesetRow
from tracker.jobs.models import Job
from tracker.jobs.running import run
from tracker.places.models import Area
from tracker.sheets.template import write_template

KIND = "ratings.statements"
THREE = VILLAGES[:3]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


class County:
    """Three villages with all stars declared, and who works there."""

    def __init__(self) -> None:
        campaign()
        for code in THREE:
            village(code)
        self.cast = Cast()
        self.clerk = person("clerk", (Role.COUNTY_CLERK, COUNTY))
        self.colleague = person("colleague", (Role.COUNTY_CLERK, COUNTY))
        declare(*THREE, by=self.cast.county)

    def subject(self, kind: str = KIND, area: str = COUNTY, **details: str) -> Subject:
        return Subject(kind, Campaign.objects.get(pk=YEAR), Area.objects.get(pk=area), details)

    def upload(self, content: bytes, *, by=None, name: str = "表.csv", **more) -> Changeset:
        """Upload a file and let the job read it."""
        made = upload(
            by=by or self.clerk,
            subject=self.subject(**more),
            name=name,
            chunks=[content],
            most_bytes=2**28,
        )
        work(made)
        return again(made)

    def apply(self, changeset: Changeset) -> Changeset:
        """Confirm a changeset as its author and let the job write it."""
        by = changeset.staged_by
        confirm(by=by, changeset=changeset, seen=changeset.version)
        work(changeset)
        return again(changeset)


@pytest.fixture
def county(db):
    return County()


def work(changeset: Changeset) -> Job:
    """Do the changeset's work as a worker does, in this process."""
    number = again(changeset).job_id
    assert run(number, beating=False)
    return Job.objects.get(pk=number)


def again(changeset: Changeset) -> Changeset:
    rows = Changeset.everything.select_related("area", "staged_by", "job", "undoes__area")
    return rows.get(pk=changeset.pk)


def table(*rows: Mapping[str, str]) -> bytes:
    """Return a CSV file of statements: {"code": …, "industry": "达标"}."""
    headings = {"code": "编码", **{key: key for row in rows for key in row if key != "code"}}
    lines = [",".join(headings.values())]
    lines += [",".join(row.get(key, "") for key in headings) for row in rows]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def template(
    changeset_like: Changeset, rows: Iterable[Mapping[str, str]], **other: object
) -> bytes:
    """Return a template as the site makes it, filled in; ``other`` changes what it says it is."""
    kind, scope = changeset_like.its_kind, changeset_like.scope
    file = io.BytesIO()
    write_template(
        file,
        columns=kind.layouts(scope)[0].columns,
        rows=rows,
        meta=meta_of(changeset_like) | other,
        signer=SIGNER,
    )
    return file.getvalue()


def verdicts(changeset: Changeset) -> dict[str, str]:
    rows = ChangesetRow.objects.filter(changeset=changeset).in_order()
    return {row.key or f"row {row.number}": row.verdict for row in rows}
