"""Examples of changesets: statements on stars of a village, staged from a file."""

import factory
from factory.django import DjangoModelFactory

from tests.factories.campaigns import CampaignFactory
from tests.factories.people import UserFactory
from tests.factories.places import AreaFactory
from tests.factories.scoped import ScopedFactory
from tracker.changesets.models import Changeset, ChangesetPart, ChangesetRow
from tracker.changesets.terms import Source, State, Verdict
from tracker.places.terms import Level


class ChangesetFactory(ScopedFactory):
    """A county's table of statements, for preview."""

    class Meta:
        model = Changeset

    kind = "ratings.statements"
    campaign = factory.SubFactory(CampaignFactory)
    area = factory.SubFactory(AreaFactory, level=Level.COUNTY, code="410822")
    source = Source.FILE
    file_name = "博爱县2023.xlsx"
    file_digest = "0f" * 32
    state = State.STAGED
    staged_by = factory.SubFactory(UserFactory)
    rows_changed = 1


class ChangesetRowFactory(DjangoModelFactory):
    class Meta:
        model = ChangesetRow

    changeset = factory.SubFactory(ChangesetFactory)
    number = factory.Sequence(lambda n: n + 2)
    key = "410822105201"
    name = "关王庙村"
    before = '{"industry":""}'
    after = '{"industry":"met"}'
    verdict = Verdict.CHANGED


class ChangesetPartFactory(DjangoModelFactory):
    class Meta:
        model = ChangesetPart

    changeset = factory.SubFactory(ChangesetFactory, state=State.READING)
    number = factory.Sequence(lambda n: n)
    content = b"packed"
