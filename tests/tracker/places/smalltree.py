"""The small tree, as tests of what people do to places see it."""

import datetime as dt

from tracker.places import actions
from tracker.places.models import Area, AreaName, Branch, Succession

STREET, TEMPLE, HEAD, TOWN = "410822105", "410822105223", "410822105200", "410822001"
DAY = dt.date(2024, 3, 1)


def area(code):
    return Area.objects.get(pk=code)


def units(code):
    found = area(code)
    return (found.rural_units, found.urban_units, found.excluded_units)


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Area, AreaName, Branch, Succession)
    ]


def rename(**facts):
    stated = {"official_name": "关帝庙村民委员会", "name": "关帝庙村", **facts}
    return actions.rename_area(area=area(TEMPLE), **stated)


def new_village(**facts):
    stated = {
        "code": "410822105001",
        "official_name": "磨头社区居民委员会",
        "name": "磨头社区",
        "kind": "urban",
        "valid_from": DAY,
    }
    return actions.open_area(**{**stated, **facts})


def become(predecessor, successor, kind="merged", on=DAY, **more):
    return actions.succeed(
        predecessor=area(predecessor), successor=area(successor), kind=kind, on=on, **more
    )
