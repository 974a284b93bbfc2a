"""Examples of places and branches. Whatever lies above a place is made with it."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from tracker.places.codes import level_of, parent_code
from tracker.places.models import Area, AreaName, Branch, Succession
from tracker.places.terms import AreaKind, Level, NameKind, SuccessionKind, UnitKind

NAMES = {
    Level.PROVINCE: "河南省",
    Level.CITY: "焦作市",
    Level.COUNTY: "博爱县",
    Level.STREET: "磨头镇",
    Level.VILLAGE: "关王庙村",
}


class AreaFactory(DjangoModelFactory):
    """A village of 磨头镇, unless a code says another place."""

    class Meta:
        model = Area
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"410822105{200 + n % 200}")
    level = factory.LazyAttribute(lambda area: level_of(area.code))
    kind = factory.LazyAttribute(
        lambda area: AreaKind.RURAL if level_of(area.code) == Level.VILLAGE else AreaKind.NONE
    )
    name = factory.LazyAttribute(lambda area: NAMES[level_of(area.code)])
    official_name = factory.LazyAttribute(lambda area: area.name)
    search_text = factory.LazyAttribute(lambda area: f"{area.name} {area.code}")

    @factory.lazy_attribute
    def parent(self):
        above = parent_code(self.code)
        # Most often it is there, with all above it.
        return above and (Area.objects.filter(pk=above).first() or AreaFactory(code=above))


class AreaNameFactory(DjangoModelFactory):
    class Meta:
        model = AreaName

    area = factory.SubFactory(AreaFactory)
    name = factory.Sequence(lambda n: f"关王{n + 1}")
    kind = NameKind.PRESS


class SuccessionFactory(DjangoModelFactory):
    class Meta:
        model = Succession

    predecessor = factory.SubFactory(AreaFactory)
    successor = factory.SubFactory(AreaFactory)
    kind = SuccessionKind.MERGED
    happened_on = dt.date(2024, 1, 1)


class BranchFactory(DjangoModelFactory):
    class Meta:
        model = Branch

    area = factory.SubFactory(AreaFactory)
    unit_kind = UnitKind.RURAL
