"""Examples of background work."""

import factory
from factory.django import DjangoModelFactory

from tests.factories.people import UserFactory
from tracker.jobs.models import Job


class JobFactory(DjangoModelFactory):
    """A job that waits; somebody asked for it."""

    class Meta:
        model = Job

    kind = "jobs.clear_old"
    key = factory.Sequence(lambda n: f"key-{n}")
    asked_by = factory.SubFactory(UserFactory)
