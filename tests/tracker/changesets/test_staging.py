"""From a file to rows that can be looked at; nothing else is written."""

import pytest

from tests.tracker.changesets.conftest import THREE, again, table, template, verdicts, work
from tests.tracker.ratings.cast import COUNTY, STREET, YEAR, bring, person, star, village
from tracker.access.refusals import Denied, Refused
from tracker.access.terms import Role
from tracker.changesets.actions import Subject, stage, upload
from tracker.changesets.models import Changeset, ChangesetPart, ChangesetRow, values_of
from tracker.changesets.registry import Wish
from tracker.changesets.terms import State, Verdict
from tracker.changesets.wording import complaint_words
from tracker.history.models import Event
from tracker.places.models import Area
from tracker.ratings.models import RatingStep
from tracker.ratings.terms import State as Star

pytestmark = pytest.mark.django_db


def words(changeset) -> list[tuple[int, str]]:
    """Return (row of the file, what is wrong with it)."""
    rows = ChangesetRow.objects.filter(changeset=changeset).in_order()
    return [(row.number, complaint_words(one, {})) for row in rows for one in row.complaints]


def faults(changeset) -> list[str]:
    return [complaint_words(one, {}) for one in changeset.complaints]


def test_a_file_is_compared_row_by_row_and_nothing_else_is_written(county):
    steps = RatingStep.objects.count()
    made = county.upload(
        table(
            {"code": THREE[0], "industry": "达标", "ecology": "×"},
            {"code": THREE[1], "industry": "–"},
            {"code": THREE[2]},
        )
    )

    assert (made.state, made.rows_new, made.rows_same, made.rows_wrong) == (State.STAGED, 1, 1, 0)
    row = ChangesetRow.objects.get(changeset=made, key=THREE[0])
    assert values_of(row.before) == {"industry": "", "ecology": ""}
    assert values_of(row.after) == {"industry": "met", "ecology": "not_met"}
    assert (made.file_name, len(made.file_digest)) == ("表.csv", 64)
    assert not ChangesetPart.objects.exists()
    assert RatingStep.objects.count() == steps
    assert [event.action for event in Event.objects.of("changeset", made.pk)] == [
        "changesets.stage",
        "changesets.upload",
    ]


def test_every_fault_of_a_file_is_named_at_once(county):
    bring(county.cast, "industry", to=Star.ENTERED, code=THREE[2])
    village("410883001201")
    village(f"{STREET}250")
    made = county.upload(
        table(
            {"code": THREE[0], "industry": "也许"},
            {"code": THREE[1], "industry": "达标"},
            {"code": THREE[1], "ecology": "达标"},
            {"code": THREE[2], "industry": "达标", "ecology": "达标"},
            {"code": "410883001201", "industry": "达标"},
            {"code": f"{STREET}999", "industry": "达标"},
            {"code": f"{STREET}250", "industry": "达标"},
            {"code": "4.1E+11", "industry": "达标"},
            {"code": THREE[0], "sharing": "达标"},
        )
    )

    assert made.state == State.STAGED
    assert made.rows_wrong == 9
    told = words(made)
    assert {number for number, _words in told} == set(range(2, 11))
    said = " / ".join(text for _number, text in told)
    for part in (
        "The rows 3、4 name the same",
        "The rows 2、10 name the same",
        "does not lie in the area chosen, 410822",
        f"nothing of this kind with the code {STREET}999",
        "no rating yet",
        "The star stands at “Entered",
        "other scheme",
        "4.1E+11",
        "也许",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("other", "part"),
    [
        ({"year": 2022}, "made for 2022, not for 2023"),
        ({"area": "410883"}, "made for the area 410883, not for 410822"),
        ({"kind": "declarations.entries"}, "made for other entries"),
    ],
)
def test_a_template_of_another_year_area_or_kind_is_refused_as_a_whole(county, other, part):
    like = Changeset(kind="ratings.statements", campaign_id=YEAR, area_id=COUNTY, details="{}")
    made = county.upload(
        template(like, [{"code": THREE[0], "industry": "met"}], **other), name="表.xlsx"
    )

    assert made.state == State.UNREADABLE
    assert [part in text for text in faults(made)] == [True]
    assert not ChangesetRow.objects.exists()
    assert not ChangesetPart.objects.exists()


def test_an_own_template_is_read_in_whatever_language_it_was_made(county):
    like = Changeset(kind="ratings.statements", campaign_id=YEAR, area_id=COUNTY, details="{}")
    made = county.upload(
        template(like, [{"code": THREE[0], "industry": "met"}, {"code": THREE[1]}]),
        name="表.xlsx",
    )

    assert made.state == State.STAGED
    assert verdicts(made) == {THREE[0]: Verdict.NEW}


def test_unknown_headings_refuse_the_file_and_name_each(county):
    made = county.upload("编码,industry,心得\n410822105201,达标,好\n".encode())

    assert made.state == State.UNREADABLE
    assert ["“C”" in text and "心得" in text for text in faults(made)] == [True]


def test_a_file_that_says_nothing_is_refused(county):
    made = county.upload(table({"code": THREE[0]}))

    assert made.state == State.UNREADABLE
    assert len(faults(made)) == 1


def test_reading_goes_on_where_it_was_broken_off(county, monkeypatch):
    monkeypatch.setattr("tracker.changesets.actions.rows.AT_ONCE", 1)
    made = upload(
        by=county.clerk,
        subject=county.subject(),
        name="表.csv",
        chunks=[table(*({"code": code, "industry": "√"} for code in THREE))],
        most_bytes=2**20,
    )
    ask = made.job
    type(ask).objects.filter(pk=ask.pk).update(position="2")
    work(made)

    # The two rows that an earlier attempt had kept are not kept once more.
    assert verdicts(again(made)) == {THREE[2]: Verdict.NEW}


def test_a_person_without_the_right_stages_nothing(county):
    stranger = person("stranger", (Role.INSPECTOR, COUNTY))
    wish = Wish(1, THREE[0], {"industry": "met"})

    with pytest.raises(Denied):
        stage(by=stranger, subject=county.subject(), wishes=[wish])
    with pytest.raises(Denied):
        upload(
            by=county.cast.officer,  # of one street, not of the county
            subject=county.subject(),
            name="",
            chunks=[b"x"],
            most_bytes=9,
        )
    assert not Changeset.everything.exists()


def test_a_file_that_is_too_large_leaves_nothing(county):
    with pytest.raises(Refused):
        upload(
            by=county.clerk,
            subject=county.subject(),
            name="大.csv",
            chunks=[b"x" * 30],
            most_bytes=29,
        )

    assert not Changeset.everything.exists()
    assert not ChangesetPart.objects.exists()


def test_rows_from_a_program_are_disputed_where_something_else_stands(county):
    wishes = [
        Wish(1, THREE[0], {"industry": "met"}, base={"industry": ""}),
        Wish(2, THREE[1], {"industry": "met"}, base={"industry": "not_met"}),
    ]
    made = stage(by=county.clerk, subject=county.subject(), wishes=wishes)

    assert verdicts(made) == {THREE[0]: Verdict.NEW, THREE[1]: Verdict.DISPUTED}
    assert star(code=THREE[0]).proposal == ""


def test_whoever_reads_ratings_there_reads_its_changesets_and_nobody_else(county):
    made = county.upload(table({"code": THREE[0], "industry": "达标"}))
    street = person("street", (Role.STREET_OFFICER, STREET))

    seen = [
        user.username
        for user in (county.clerk, county.cast.county, county.cast.neighbour, street)
        if made in Changeset.objects.visible_to(user)
    ]

    assert seen == ["clerk", "county"]


def test_the_area_of_a_subject_is_what_is_asked(county):
    of_street = Subject(
        "ratings.statements", county.subject().campaign, Area.objects.get(pk=STREET)
    )
    wish = Wish(1, THREE[0], {"industry": "met"})

    assert stage(by=county.cast.officer, subject=of_street, wishes=[wish]).area_id == STREET
