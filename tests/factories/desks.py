"""Examples of what a person's first page remembers."""

import factory
from factory.django import DjangoModelFactory

from tests.factories.people import UserFactory
from tracker.desks.models import Bookmark


class BookmarkFactory(DjangoModelFactory):
    class Meta:
        model = Bookmark

    user = factory.SubFactory(UserFactory)
    sequence = 7
