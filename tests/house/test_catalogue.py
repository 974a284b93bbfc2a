"""Chinese is complete, and Django loads what the catalogue says."""

from babel.messages.catalog import Catalog

from tests.house.tree import ROOT
from tracker.management import catalogue

FOLDER = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES"


def test_every_text_stands_in_the_catalogue_and_no_other():
    kept = catalogue.read(FOLDER / "django.po")

    assert catalogue.as_po(catalogue.collect(ROOT, kept)) == (FOLDER / "django.po").read_bytes()


def test_every_text_is_translated():
    kept = catalogue.read(FOLDER / "django.po")

    assert len(kept) > 100
    assert [message.id for message in catalogue.untranslated(kept)] == []


def test_every_translation_holds_the_placeholders_of_its_text():
    kept = catalogue.read(FOLDER / "django.po")

    assert [message.id for message in catalogue.misplaced(kept)] == []


def test_the_compiled_file_is_in_step():
    kept = catalogue.read(FOLDER / "django.po")

    assert catalogue.as_mo(kept) == (FOLDER / "django.mo").read_bytes()


def test_texts_of_python_and_of_templates_are_found(tmp_path):
    for folder in ("articles", "config", "tracker", "templates"):
        (tmp_path / folder).mkdir()
    (tmp_path / "tracker" / "views.py").write_text(
        'title = _("Places")\nlabel = ngettext_lazy("%(n)s row", "%(n)s rows", "n")\n'
    )
    (tmp_path / "templates" / "page.html").write_text(
        '<p>\n  {% translate "Overview" %}\n    {{ x|default:_("none yet") }}\n'
        "{% blocktranslate count n=n %}{{ n }} place{% plural %}{{ n }} places"
        "{% endblocktranslate %}</p>"
    )

    ours = [
        (name, text)
        for name, text, _ in catalogue.texts(tmp_path)
        if not name.startswith("django_filters")
    ]

    assert ours == [
        ("tracker/views.py", "Places"),
        ("tracker/views.py", ("%(n)s row", "%(n)s rows")),
        ("templates/page.html", "Overview"),
        ("templates/page.html", "none yet"),
        ("templates/page.html", ("%(n)s place", "%(n)s places")),
    ]


def test_a_translation_without_a_placeholder_of_its_text_is_found():
    catalog = Catalog(locale="zh_Hans")
    catalog.add("%(n)s places", "%(n)s 个地区")
    catalog.add("%(n)s rows", "若干行")

    assert [message.id for message in catalogue.misplaced(catalog)] == ["%(n)s rows"]
