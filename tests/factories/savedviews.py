"""Examples of lists as people like them."""

import factory
from factory.django import DjangoModelFactory

from tests.factories.people import UserFactory
from tracker.savedviews.models import SavedView


class SavedViewFactory(DjangoModelFactory):
    """The villages among the branches, for its owner alone."""

    class Meta:
        model = SavedView

    owner = factory.SubFactory(UserFactory)
    list_name = "branch-list"
    name = factory.Sequence(lambda n: f"看法{n}")
    state = "unit_kind=rural&sort=-code"
