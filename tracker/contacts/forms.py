"""What is asked about contacts: one form for each action."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tracker.campaigns.terms import StarKey
from tracker.clocks.terms import Severity
from tracker.contacts.inputs import Counted, Course, Seen
from tracker.contacts.models import LONGEST_POST, LONGEST_TEXT, Training
from tracker.contacts.terms import WeakVerb
from tracker.findings.inputs import Report
from tracker.findings.terms import Handling
from tracker.ui.forms import QuestionForm, day_field, seen_field

LARGEST = 1_000_000
NO_NAMES = gettext_lazy("Names of residents do not belong here.")


def _text(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        widget=widget,
        help_text=help_text,
    )


def _number(label: Any, *, required: bool = True, help_text: Any = "") -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 8})
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=LARGEST,
        required=required,
        widget=widget,
        help_text=help_text,
    )


class TodayForm(QuestionForm):
    """A form whose first day is today."""

    day = ""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs["initial"] = {self.day: timezone.localdate(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class TieForm(TodayForm):
    day = "starts_on"

    department = forms.CharField(label=gettext_lazy("Department"), max_length=LONGEST_POST)
    post = forms.CharField(
        label=gettext_lazy("Post"),
        max_length=LONGEST_POST,
        required=False,
        help_text=gettext_lazy("Such as first secretary in the village; never a person's name."),
    )
    starts_on = day_field(label=gettext_lazy("First day"))


class UntieForm(TodayForm):
    day = "ended_on"

    ended_on = day_field(label=gettext_lazy("Last day"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
    seen = seen_field()


class MarkForm(TodayForm):
    day = "marked_on"

    marked_on = day_field(label=gettext_lazy("Marked on"))
    why = _text(gettext_lazy("What is weak"), help_text=NO_NAMES)
    measures = _text(gettext_lazy("Measures"), required=False)


class WeakMoveForm(QuestionForm):
    """What a move asks for: what was done, or what is missing."""

    text = _text("")
    seen = seen_field()

    def __init__(self, verb: str, *args: Any, **kwargs: Any):
        super().__init__(*args, auto_id=f"{verb}-%s", **kwargs)
        if verb == WeakVerb.RELEASE:
            del self.fields["text"]
        else:
            asked = {
                WeakVerb.RECTIFY: gettext_lazy("What was done, and what came of it"),
                WeakVerb.RETURN: gettext_lazy("What is missing"),
            }
            self.fields["text"].label = asked[WeakVerb(verb)]


class VisitForm(TodayForm):
    day = "visited_on"

    department = forms.CharField(label=gettext_lazy("Department or post"), max_length=LONGEST_POST)
    visited_on = day_field(label=gettext_lazy("Visited on"))
    seen = _text(gettext_lazy("What was seen"), help_text=NO_NAMES)
    comes_next = _text(gettext_lazy("What comes next"), required=False)

    def said(self) -> Seen:
        return Seen(**self.cleaned_data)


class IssueForm(QuestionForm):
    """An issue of a visit that becomes a finding."""

    what = _text(gettext_lazy("What was found"))
    star = forms.ChoiceField(
        label=gettext_lazy("Star"),
        choices=[("", gettext_lazy("not for one star")), *StarKey.choices],
        required=False,
    )
    severity = forms.ChoiceField(label=gettext_lazy("Severity"), choices=Severity.choices)
    handling = forms.ChoiceField(
        label=gettext_lazy("Way of putting right"),
        choices=Handling.choices,
        initial=Handling.DEADLINE,
    )

    def report(self, code: str) -> Report:
        return Report(area=code, **self.cleaned_data)


class HelpForm(TodayForm):
    day = "counted_on"

    counted_on = day_field(
        label=gettext_lazy("As of"),
        help_text=gettext_lazy("The same day once more corrects the numbers of that day."),
    )
    families = _number(
        gettext_lazy("Families looked after"),
        help_text=gettext_lazy("Numbers only. Who they are is kept nowhere here."),
    )
    problems = _number(gettext_lazy("Problems found"))
    solved = _number(gettext_lazy("Problems solved"))

    def said(self) -> Counted:
        return Counted(**self.cleaned_data)


class TrainingForm(QuestionForm):
    """A training, as far as it has come: later parts are filled in later."""

    topic = forms.CharField(label=gettext_lazy("Topic"), max_length=120)
    audience = forms.CharField(label=gettext_lazy("For whom"), max_length=120)
    wanted = _number(gettext_lazy("How many ask for it"), required=False)
    asked_in = forms.CharField(
        label=gettext_lazy("How that was asked"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Such as a questionnaire of a day."),
    )
    planned_on = day_field(label=gettext_lazy("Planned for"), required=False)
    held_on = day_field(label=gettext_lazy("Held on"), required=False)
    people = _number(
        gettext_lazy("People trained"),
        required=False,
        help_text=gettext_lazy("The number; nobody is asked to sign in."),
    )
    evaluation = _text(gettext_lazy("Evaluation"), required=False)
    seen = seen_field()

    def said(self) -> Course:
        return Course(**{name: self.cleaned_data[name] for name in Course.__dataclass_fields__})

    @staticmethod
    def initial_of(row: Training) -> dict[str, Any]:
        said = {name: getattr(row, name) for name in Course.__dataclass_fields__}
        return {**said, "seen": row.version}
