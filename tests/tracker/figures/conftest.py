"""Places and a contradiction that the tests of pages share."""

import pytest

from tests.factories.figures import (
    CrosscheckFactory,
    CrosscheckPartFactory,
    ReportedFigureFactory,
)
from tests.factories.places import AreaFactory
from tracker.places.terms import Level


@pytest.fixture
def wenyuan():
    return AreaFactory(code="410871061", level=Level.STREET, name="文苑街道")


@pytest.fixture
def mengzhou():
    return AreaFactory(code="410883", level=Level.COUNTY, name="孟州市")


@pytest.fixture
def grids(wenyuan):
    """617 and 67 grids: a rule shows 67 and keeps 617 beside it."""
    kind = {"area": wenyuan, "metric": "grid_count", "unit": "grid", "level": None}
    misprint = ReportedFigureFactory(
        key="103-089", label="网格数（疑为误植）", value=617, period="2022", **kind
    )
    shown = ReportedFigureFactory(key="102-050", label="网格数", value=67, **kind)
    check = CrosscheckFactory(key="wenyuan-grids", area=wenyuan, title="网格617个或67个")
    CrosscheckPartFactory(crosscheck=check, figure=misprint, role="other", position=1)
    CrosscheckPartFactory(crosscheck=check, figure=shown, role="chosen", position=2)
    return {"misprint": misprint, "shown": shown, "check": check}
