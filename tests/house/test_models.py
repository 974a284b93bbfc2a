"""Every model can be made, is explained, can be administered, and counts no residents."""

import re

import pytest
from django.contrib import admin
from django.db import models
from django.utils.translation import override

from tests.house.tree import ROOT, factories, factory_of, own_models

# The tracker follows organisations and their work, never residents.
PERSONAL = re.compile(
    r"(household|petition|id_?card|id_?number|home|address|health|latitude|longitude|birth|gender)"
)


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
@pytest.mark.django_db
def test_a_model_has_a_factory_that_makes_a_valid_row(model):
    row = factory_of(model)()

    row.full_clean()
    assert type(row)._default_manager.get(pk=row.pk) == row


def test_every_factory_makes_one_of_our_models():
    assert {found._meta.model for found in factories()} == set(own_models())


def test_every_model_has_a_glossary_entry_with_its_chinese_term():
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    entries = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \| [^|]+ \|", glossary, re.MULTILINE))

    missing = [model.__name__ for model in own_models() if model.__name__ not in entries]

    assert missing == []
    assert [name for name, term in entries.items() if not re.search(r"[\u4e00-\u9fff]", term)] == []


def test_the_site_uses_the_chinese_terms_of_the_glossary():
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    entries = dict(re.findall(r"^\| `(\w+)` \| ([^|]+?) \| [^|]+ \|", glossary, re.MULTILINE))

    with override("zh-hans"):
        shown = {model.__name__: str(model._meta.verbose_name) for model in own_models()}

    assert {name: entries.get(name) for name in shown} == shown


def test_every_model_can_be_administered():
    # A part is edited on the page of its whole.
    inline = {
        part.model
        for registered in admin.site._registry.values()
        for part in registered.inlines or []
    }

    assert [
        model.__name__
        for model in own_models()
        if model not in admin.site._registry and model not in inline
    ] == []


def test_a_time_that_someone_caused_says_who():
    missing = []
    for model in own_models():
        own = {field.name for field in model._meta.local_fields}
        for field in model._meta.local_fields:
            caused = field.name.endswith("_at") and isinstance(field, models.DateTimeField)
            if caused and field.name.removesuffix("_at") + "_by" not in own:
                missing.append(f"{model.__name__}.{field.name}")

    assert missing == []


def test_no_model_keeps_anything_about_a_resident():
    fields = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.local_fields
    ]

    assert [name for name in fields if PERSONAL.search(name.partition(".")[2])] == []


def test_every_ordering_ends_with_the_key():
    loose = []
    for model in own_models():
        last = (model._meta.ordering or [""])[-1]
        unique = {"pk", model._meta.pk.name} | {
            field.name for field in model._meta.local_fields if field.unique
        }
        if str(last).lstrip("-") not in unique:
            loose.append(model.__name__)

    assert loose == []
