"""What is asked about work, meetings and rhythms: one form for each action."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tracker.campaigns.terms import StarKey
from tracker.clocks.terms import Severity
from tracker.clocks.weeks import last_day_of, monday_of
from tracker.places.models import Area
from tracker.ui.forms import QuestionForm, day_field, seen_field
from tracker.worklist.inputs import Wish, Word
from tracker.worklist.models import LONGEST_POST, LONGEST_TEXT, LONGEST_TITLE, WorkItem
from tracker.worklist.terms import Frequency, Purpose, Verb

SELF, EACH, PICKED = "self", "each", "picked"
_ASKED = {
    Verb.REPORT: gettext_lazy("What was done"),
    Verb.FINISH: gettext_lazy("The result"),
    Verb.RETURN: gettext_lazy("What is missing"),
    Verb.POSTPONE: gettext_lazy("Why it takes longer"),
    Verb.DROP: gettext_lazy("Why it is no longer needed"),
}


class WishForm(QuestionForm):
    """A piece of work as it is to be set. ``stars``: for which the person may; "" for none."""

    title = forms.CharField(
        label=gettext_lazy("What is to be done"), max_length=LONGEST_TITLE, strip=True
    )
    star = forms.ChoiceField(label=gettext_lazy("Star it serves"), required=False)
    detail = forms.CharField(
        label=gettext_lazy("How and how far"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    responsible = forms.CharField(
        label=gettext_lazy("Responsible post or department"),
        max_length=LONGEST_POST,
        help_text=gettext_lazy("A post or a department, never the name of a person."),
    )
    start_week = day_field(
        label=gettext_lazy("Week of the start"),
        help_text=gettext_lazy("Any day of the week. Work is planned by weeks, Monday to Sunday."),
    )
    due_week = day_field(label=gettext_lazy("Last week"))
    severity = forms.ChoiceField(
        label=gettext_lazy("Time limit under 13710"),
        choices=[("", gettext_lazy("none: planned by weeks")), *Severity.choices],
        required=False,
        help_text=gettext_lazy(
            "With a time limit the clock sets the last day, whatever week is written here."
        ),
    )
    is_key = forms.BooleanField(
        label=gettext_lazy("Key work: one of the three to six most pressing matters"),
        required=False,
    )

    def __init__(self, stars: Collection[str], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        words = {"": gettext_lazy("not for one star"), **dict(StarKey.choices)}
        self.fields["star"].choices = [(star, words[star]) for star in words if star in stars]
        self.fields["star"].required = "" not in stars

    def wish(self) -> Wish:
        said = self.cleaned_data
        return Wish(**{name: said[name] for name in Wish.__dataclass_fields__})


class SetForm(WishForm):
    """New work, for the area itself, for each area below it, or for those that are ticked."""

    scope = forms.ChoiceField(
        label=gettext_lazy("For which area"), widget=forms.RadioSelect, initial=SELF
    )
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Areas to tick"), required=False, widget=forms.CheckboxSelectMultiple
    )

    field_order = ("title", "star", "scope", "areas")

    def __init__(self, area: Area, below: Sequence[Area], *args: Any, **kwargs: Any):
        today = timezone.localdate()
        kwargs["initial"] = {
            "start_week": monday_of(today),
            "due_week": last_day_of(monday_of(today) + dt.timedelta(weeks=3)),
            "scope": SELF,
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        self.area, self.below = area, below
        if not below:
            del self.fields["scope"], self.fields["areas"]
            return
        self.fields["scope"].choices = [
            (SELF, area.title),
            (EACH, gettext_lazy("Every area directly below it")),
            (PICKED, gettext_lazy("Only those that are ticked")),
        ]
        self.fields["areas"].choices = [(one.pk, one.title) for one in below]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("scope") == PICKED and not said.get("areas") and "areas" not in self.errors:
            self.add_error("areas", gettext_lazy("Tick at least one area."))
        return said

    def chosen(self) -> list[Area]:
        """Return the areas for which the work is set."""
        scope = self.cleaned_data.get("scope", SELF)
        if scope == SELF:
            return [self.area]
        picked = self.cleaned_data["areas"]
        return [one for one in self.below if scope == EACH or one.pk in picked]


class ChangeForm(WishForm):
    """What was set, to be corrected; `seen` is the version the form was built from."""

    seen = seen_field()

    @staticmethod
    def initial_of(item: WorkItem) -> dict[str, Any]:
        said = {name: getattr(item, name) for name in Wish.__dataclass_fields__}
        return {**said, "due_week": last_day_of(item.due_week), "seen": item.version}


class MoveForm(QuestionForm):
    """What a move asks for: a note, a result, a reason; the new last week; where papers lie."""

    text = forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}))
    due_week = day_field(label=gettext_lazy("New last week"))
    evidence = forms.CharField(
        label=gettext_lazy("Where the papers lie"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("If there are any. Nothing has to be photographed or uploaded."),
    )
    seen = seen_field()

    def __init__(self, verb: str, *args: Any, has_clock: bool = False, **kwargs: Any):
        super().__init__(*args, auto_id=f"{verb}-%s", **kwargs)
        if verb in _ASKED:
            self.fields["text"].label = _ASKED[Verb(verb)]
            if has_clock:
                self.fields["due_week"].label = gettext_lazy("New last day")
        else:
            del self.fields["text"]
        if verb != Verb.POSTPONE:
            del self.fields["due_week"]
        if verb != Verb.FINISH:
            del self.fields["evidence"]

    def word(self) -> Word:
        said = self.cleaned_data
        return Word(said.get("text", ""), said.get("due_week"), said.get("evidence", ""))


class MeetingForm(QuestionForm):
    """Minutes of a meeting; who came is not asked."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=LONGEST_TITLE)
    held_on = day_field(label=gettext_lazy("Held on"))
    minutes = forms.CharField(
        label=gettext_lazy("Minutes"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("What was said and decided. Names of residents do not belong here."),
    )
    seen = seen_field()


class RhythmForm(QuestionForm):
    """Something that comes round in an area."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=40)
    frequency = forms.ChoiceField(label=gettext_lazy("How often"), choices=Frequency.choices)
    purpose = forms.ChoiceField(label=gettext_lazy("What it is for"), choices=Purpose.choices)
