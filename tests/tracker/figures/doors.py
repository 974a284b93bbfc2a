"""How figures and the pages they stand on change: the files, and the administration."""

import io

from django.core.management import call_command
from django.urls import reverse

from tests.factories.campaigns import CampaignFactory
from tests.factories.figures import (
    CrosscheckFactory,
    CrosscheckPartFactory,
    ReportedFigureFactory,
)
from tests.factories.people import AdministratorFactory, area_with_code
from tests.tracker.figures.papers import STREET, check, checks, page, write, write_articles
from tests.tracker.history.answers import as_shown
from tests.tracker.history.doors import door
from tracker.history.actions import delete_recorded
from tracker.history.origin import coming_from
from tracker.places.models import Area

PAGE, ARTICLE, FIGURE = "articles_page", "articles_article", "tracker_reportedfigure"
TEXT = "articles_pagetext"
CHECK, PART = "tracker_crosscheck", "tracker_crosscheckpart"


def at(app, model, page_name, *args):
    return reverse(f"admin:{app}_{model}_{page_name}", args=args)


def township():
    area_with_code(STREET)
    Area.objects.filter(pk=STREET).update(rural_units=12, urban_units=2)
    CampaignFactory(year=2022)


def load(folder, *arguments):
    call_command(
        "load_figures", "--data", str(folder), *arguments, commit=True, stdout=io.StringIO()
    )


@door("load_figures: a first page", touches={PAGE, ARTICLE, FIGURE, CHECK, PART})
def first_load(_browser, folder):
    township()
    write(folder / "figures")
    yield
    load(folder / "figures")


@door("load_figures: compared with the originals", touches={FIGURE, TEXT})
def compared(_browser, folder):
    township()
    load(write(folder / "figures"))
    originals = write_articles(folder / "articles")
    yield
    load(folder / "figures", "--articles", str(originals))


@door(
    "load_figures: rows changed, added and removed",
    touches={PAGE, ARTICLE, FIGURE, CHECK, PART},
)
def second_load(_browser, folder):
    township()
    load(write(folder / "figures"))
    changed, crosschecks = page(), checks()
    changed["page"]["date_basis"] = "据报头推定"
    changed["articles"][0]["title"] = "青石镇创星见实效"
    changed["figures"][0]["label"] = "青石镇四星个数"
    del changed["figures"][7]
    crosschecks["crosschecks"][0]["title"] = "网格之和"
    crosschecks["crosschecks"][0]["parts"].reverse()
    del crosschecks["crosschecks"][1]
    crosschecks["crosschecks"].append(
        check(
            "share-again", "share", ["900-001", "900-002"], share="900-004", total_gazetteer="rural"
        )
    )
    yield
    load(write(folder / "figures", changed, crosschecks))


@door("cascade: a figure goes, another one repeated it", touches={FIGURE})
def let_go(_browser, _folder):
    figure = ReportedFigureFactory()
    ReportedFigureFactory(repeats=figure)
    yield
    with coming_from("a command"):
        delete_recorded([figure], by=None)


@door(
    "administration: a figure, a page and an article are corrected", touches={FIGURE, PAGE, ARTICLE}
)
def corrected(browser, _folder):
    browser.force_login(AdministratorFactory())
    figure = ReportedFigureFactory()
    article = figure.article
    addresses = [
        (at("tracker", "reportedfigure", "change", figure.pk), {"label": "另一说法"}),
        (at("articles", "article", "change", article.pk), {"title": "改题"}),
        (at("articles", "page", "change", article.page_id), {"paper": "河南日报"}),
    ]
    answers = [as_shown(browser, address, **changed) for address, changed in addresses]
    yield
    for (address, _changed), answer in zip(addresses, answers, strict=True):
        assert browser.post(address, answer).status_code == 302, address


@door("administration: a cross-check with its parts", touches={CHECK, PART})
def check_changed(browser, _folder):
    browser.force_login(AdministratorFactory())
    crosscheck = CrosscheckFactory()
    for position in (1, 2):
        CrosscheckPartFactory(crosscheck=crosscheck, position=position)
    other = ReportedFigureFactory()
    address = at("tracker", "crosscheck", "change", crosscheck.pk)
    answers = as_shown(browser, address, title="另一核对")
    answers |= {"parts-0-figure": other.pk, "parts-1-DELETE": "on"}
    yield
    assert browser.post(address, answers).status_code == 302
