"""Examples of the log's rows; real ones come from `record` alone."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tracker.history.digest import START, digest_of
from tracker.history.models import Event, Head


class EventFactory(DjangoModelFactory):
    """A village was renamed. Not chained: tests of the chain write through `record`."""

    class Meta:
        model = Event

    # Far from the numbers that `record` gives within a test.
    sequence = factory.Sequence(lambda n: n + 1_000_001)
    at = factory.LazyFunction(timezone.now)
    actor_name = "张三"
    action = "places.rename_area"
    object_type = "area"
    object_key = "410822105223"
    object_name = "关王庙村"
    area_code = "410822105223"
    previous = START
    digest = factory.LazyAttribute(lambda event: digest_of({"n": event.sequence}, START))


class HeadFactory(DjangoModelFactory):
    class Meta:
        model = Head
        django_get_or_create = ("id",)

    id = 1
    sequence = 1
    digest = START
