"""Examples of declarations and targets."""

import factory

from tests.factories.campaigns import CampaignFactory
from tests.factories.people import UserFactory
from tests.factories.places import AreaFactory, BranchFactory
from tests.factories.scoped import ScopedFactory
from tracker.declarations.models import Declaration, DeclarationStep, Target
from tracker.declarations.terms import State, Verb
from tracker.places.terms import Level


class DeclarationFactory(ScopedFactory):
    """A village that aims at three stars; nobody has reviewed it yet."""

    class Meta:
        model = Declaration

    branch = factory.SubFactory(BranchFactory)
    campaign = factory.SubFactory(CampaignFactory)
    unit_kind = factory.SelfAttribute("branch.unit_kind")
    stars = "industry,ecology,safety"
    level = factory.LazyAttribute(lambda one: len([key for key in one.stars.split(",") if key]))
    state = State.SUBMITTED
    changed_by = factory.SubFactory(UserFactory)


class DeclarationStepFactory(ScopedFactory):
    class Meta:
        model = DeclarationStep

    declaration = factory.SubFactory(DeclarationFactory)
    version = factory.Sequence(lambda n: n + 1001)  # above those that actions give
    round = 1
    verb = Verb.SUBMIT
    source = State.DRAFT
    target = State.SUBMITTED
    stars = factory.SelfAttribute("declaration.stars")
    done_by = factory.SubFactory(UserFactory)


class TargetFactory(ScopedFactory):
    """A township that plans four branches of four stars; each further one is another township."""

    class Meta:
        model = Target

    area = factory.SubFactory(
        AreaFactory,
        level=Level.STREET,
        code=factory.Sequence(lambda n: f"410822{100 + n % 300}"),
    )
    campaign = factory.SubFactory(CampaignFactory)
    level = 4
    number = 4
    changed_by = factory.SubFactory(UserFactory)
