"""Examples of what the interface keeps."""

import factory
from factory.django import DjangoModelFactory

from tests.factories.people import UserFactory
from tracker.api.models import KeptAnswer


class KeptAnswerFactory(DjangoModelFactory):
    class Meta:
        model = KeptAnswer

    owner = factory.SubFactory(UserFactory)
    key = factory.Sequence(lambda n: f"request-{n}")
    digest = "0" * 64
    status = 200
    body = "{}"
