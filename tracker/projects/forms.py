"""What is asked about projects and supplies: one form for each action. Money in 万元."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tracker.campaigns.terms import StarKey
from tracker.projects.inputs import Offer, Wish, Word
from tracker.projects.models import (
    LONGEST_POST,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Project,
    Supply,
)
from tracker.projects.money import from_ten_thousands, in_ten_thousands
from tracker.projects.terms import Verb
from tracker.ui.forms import QuestionForm, day_field, seen_field

IN_TEN_THOUSANDS = gettext_lazy("In ten thousand yuan; empty where it is not known.")
_ASKED = {
    Verb.RETURN: gettext_lazy("What is missing"),
    Verb.UNMATCH: gettext_lazy("Why the match is taken back"),
    Verb.FINISH: gettext_lazy("What came of it"),
    Verb.DROP: gettext_lazy("Why it is given up"),
}


def money_field(**kwargs: Any) -> forms.DecimalField:
    """Return a box for money in 万元; four decimals are single yuan."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 12})
    said = {"max_digits": 14, "decimal_places": 4, "required": False, "widget": widget}
    return forms.DecimalField(**{**said, **kwargs})


class _StarForm(QuestionForm):
    """A form with the stars that a person may name; "" is for no single one."""

    star = forms.ChoiceField(label=gettext_lazy("Star it serves"), required=False)

    def __init__(self, stars: Collection[str], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        words = {"": gettext_lazy("not for one star"), **dict(StarKey.choices)}
        self.fields["star"].choices = [(star, words[star]) for star in words if star in stars]
        self.fields["star"].required = "" not in stars


class WishForm(_StarForm):
    """A project as it is proposed."""

    title = forms.CharField(label=gettext_lazy("Project"), max_length=LONGEST_TITLE)
    detail = forms.CharField(
        label=gettext_lazy("Contents and extent"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    responsible = forms.CharField(
        label=gettext_lazy("Responsible post or department"),
        max_length=LONGEST_POST,
        help_text=gettext_lazy("A post or a department, never the name of a person."),
    )
    planned = money_field(label=gettext_lazy("Money planned"), help_text=IN_TEN_THOUSANDS)
    income_planned = money_field(
        label=gettext_lazy("Income expected for the village's collective a year"),
        help_text=IN_TEN_THOUSANDS,
    )
    seen = seen_field()

    field_order = ("title", "star", "detail", "responsible", "planned", "income_planned")

    def wish(self) -> Wish:
        said = self.cleaned_data
        money = {name: from_ten_thousands(said[name]) for name in ("planned", "income_planned")}
        texts = {name: said[name] for name in ("title", "responsible", "star", "detail")}
        return Wish(**texts, **money)

    @staticmethod
    def initial_of(project: Project) -> dict[str, Any]:
        return {
            "title": project.title,
            "star": project.star,
            "detail": project.detail,
            "responsible": project.responsible,
            "planned": in_ten_thousands(project.planned),
            "income_planned": in_ten_thousands(project.income_planned),
            "seen": project.version,
        }


class OfferForm(_StarForm):
    """What a department can give."""

    title = forms.CharField(label=gettext_lazy("What is offered"), max_length=LONGEST_TITLE)
    department = forms.CharField(label=gettext_lazy("Department"), max_length=LONGEST_POST)
    detail = forms.CharField(
        label=gettext_lazy("Conditions"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    amount = money_field(label=gettext_lazy("Money"), help_text=IN_TEN_THOUSANDS)
    seen = seen_field()

    field_order = ("title", "department", "star", "detail", "amount")

    def said(self) -> Offer:
        said = self.cleaned_data
        texts = {name: said[name] for name in ("title", "department", "star", "detail")}
        return Offer(**texts, amount=from_ten_thousands(said["amount"]))

    @staticmethod
    def initial_of(supply: Supply) -> dict[str, Any]:
        return {
            "title": supply.title,
            "department": supply.department,
            "star": supply.star,
            "detail": supply.detail,
            "amount": in_ten_thousands(supply.amount),
            "seen": supply.version,
        }


class MoveForm(QuestionForm):
    """What a move asks for: a reason or a result, and the income that came of it."""

    text = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    income_reached = money_field(
        label=gettext_lazy("Income reached for the village's collective a year"),
        help_text=IN_TEN_THOUSANDS,
    )
    seen = seen_field()

    def __init__(self, verb: str, *args: Any, **kwargs: Any):
        super().__init__(*args, auto_id=f"{verb}-%s", **kwargs)
        if verb in _ASKED:
            self.fields["text"].label = _ASKED[Verb(verb)]
        else:
            del self.fields["text"]
        if verb != Verb.FINISH:
            del self.fields["income_reached"]

    def word(self) -> Word:
        said = self.cleaned_data
        return Word(said.get("text", ""), from_ten_thousands(said.get("income_reached")))


class MatchForm(QuestionForm):
    """With which supply a project is matched."""

    supply = forms.ModelChoiceField(
        label=gettext_lazy("Supply"), queryset=None, empty_label=None, widget=forms.RadioSelect
    )
    seen = seen_field()

    def __init__(self, supplies: Any, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["supply"].queryset = supplies


class MilestoneForm(QuestionForm):
    title = forms.CharField(label=gettext_lazy("Step"), max_length=80)
    due_on = day_field(label=gettext_lazy("Planned for"))


class ReachForm(QuestionForm):
    reached_on = day_field(label=gettext_lazy("Reached on"))
    seen = seen_field()


class PaymentForm(QuestionForm):
    amount = money_field(
        label=gettext_lazy("Amount"),
        required=True,
        help_text=gettext_lazy("In ten thousand yuan; with a minus what went back."),
    )
    received_on = day_field(label=gettext_lazy("Received on"))
    source = forms.CharField(label=gettext_lazy("From which fund or department"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs["initial"] = {"received_on": timezone.localdate(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def yuan(self) -> Decimal:
        return from_ten_thousands(self.cleaned_data["amount"]) or Decimal(0)
