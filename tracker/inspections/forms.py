"""What is asked about rounds, visits and bulletins: one form for each action."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.access.terms import Permission
from tracker.campaigns.models import Standard
from tracker.campaigns.terms import StarKey
from tracker.clocks.terms import Severity
from tracker.findings.forms import NO_STAR, OwnArea, day
from tracker.findings.terms import Handling
from tracker.inspections.actions import RoundWish
from tracker.inspections.inputs import Paper, Problem
from tracker.inspections.reading import Kind
from tracker.inspections.standing.kinds import dimension_name, kind_called, kind_name, kinds
from tracker.inspections.terms import (
    LONGEST_REASON,
    LONGEST_SEED,
    LONGEST_TEXT,
    MOST_FINDINGS,
    SELF_CHECK,
    Route,
)
from tracker.people.models import User
from tracker.people.permissions import holders_of
from tracker.ratings.terms import Result

SHOWN_FINDINGS = 2  # boxes that stand open on the paper
_DIGITS = {"inputmode": "numeric", "size": 4}


class _Form(forms.Form):
    """A form whose boxes carry our class."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, forms.CheckboxSelectMultiple):
                field.widget.attrs.setdefault("class", "form-control")


def inspectors_in(area: str, planner: Any) -> list[User]:
    """Return the people whom a planner may send through an area, by name.

    They may record inspections there, and their role lies where the planner plans: a county
    does not send the city's people, and does not read their names.
    """
    may_record = holders_of(
        Permission.INSPECTIONS_RECORD, area, known_to=planner, by=Permission.INSPECTIONS_PLAN
    )
    return list(may_record.order_by("display_name", "username"))


class PlanForm(_Form):
    """Where, when, by whom and along which route."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of inspection"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    starts_on = day(gettext_lazy("From"))
    ends_on = day(gettext_lazy("Until"))
    team = forms.MultipleChoiceField(
        label=gettext_lazy("Inspectors"), widget=forms.CheckboxSelectMultiple
    )
    route = forms.ChoiceField(label=gettext_lazy("Route"), choices=Route.choices)
    seed = forms.CharField(
        label=gettext_lazy("Published seed of the draw"),
        max_length=LONGEST_SEED,
        required=False,
        help_text=gettext_lazy(
            "Publish it before you plan, such as the closing number of an index; with it anybody "
            "draws the same units again."
        ),
    )
    number = forms.IntegerField(
        label=gettext_lazy("How many units; empty for all"),
        required=False,
        min_value=1,
        max_value=400,
        widget=forms.TextInput(attrs=_DIGITS),
    )
    twice = forms.IntegerField(
        label=gettext_lazy("How many of them are visited twice, independently"),
        required=False,
        min_value=0,
        max_value=50,
        widget=forms.TextInput(attrs=_DIGITS),
    )

    def __init__(self, user: Any, area: str, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in inspectors_in(area, user)}
        self.fields["kind"].choices = [
            (key, kind_name(key)) for key in kinds() if key != SELF_CHECK
        ]
        self.fields["team"].choices = [(key, str(one)) for key, one in self.people.items()]

    def wish(self) -> RoundWish:
        told = dict(self.cleaned_data)
        told["team"] = [self.people[key] for key in told["team"]]
        told["twice"] = told["twice"] or 0
        return RoundWish(**told)


class AddForm(_Form):
    """A unit that is added to a round under way, who visits it, and why."""

    area = OwnArea(Permission.INSPECTIONS_PLAN, label=gettext_lazy("Unit to add"))
    inspector = forms.ChoiceField(label=gettext_lazy("Inspector"))
    why = forms.CharField(label=gettext_lazy("Why it is added"), max_length=LONGEST_REASON)

    def __init__(self, user: Any, place: str, *args: Any, **kwargs: Any):
        super().__init__(*args, auto_id="add-%s", **kwargs)
        self.fields["area"].user = user
        self.people = {str(one.pk): one for one in inspectors_in(place, user)}
        self.fields["inspector"].choices = [(key, str(one)) for key, one in self.people.items()]

    def person(self) -> User:
        return self.people[self.cleaned_data["inspector"]]


class WhereForm(_Form):
    """In which area a round is planned."""

    area = OwnArea(Permission.INSPECTIONS_PLAN, label=gettext_lazy("County, street or village"))

    def __init__(self, user: Any, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["area"].user = user


class PeriodForm(_Form):
    """Of which area and days a bulletin is composed."""

    area = OwnArea(Permission.BULLETINS_COMPOSE, label=gettext_lazy("County, street or village"))
    starts_on = day(gettext_lazy("From"))
    ends_on = day(gettext_lazy("Until"))

    def __init__(self, user: Any, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["area"].user = user


class BulletinForm(_Form):
    """Title and text of a bulletin."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=gettext_lazy("One paragraph a line; a heading begins with 一、 and so on."),
    )
    seen = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)


class PhotoForm(_Form):
    """A picture that somebody chooses to add."""

    file = forms.FileField(
        label=gettext_lazy("Photo"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    caption = forms.CharField(
        label=gettext_lazy("What it shows; no people"), max_length=120, required=False
    )


_NAMES = re.compile(
    r"(?:inspected_on|highlights|next_steps|points-[a-z_]{1,20}|(?:result|note)-[0-9]{1,9}"
    r"|(?:what|star|severity|handling)-[0-9]{1,2})",
    re.ASCII,
)


def typed_in(sent: Mapping[str, Any]) -> dict[str, str]:
    """Return what was typed into the paper, by the names of its boxes; nothing else is kept."""
    return {name: str(value)[:LONGEST_TEXT] for name, value in sent.items()
            if _NAMES.fullmatch(name)}  # fmt: skip


class PaperForm(_Form):
    """What was seen at one unit. Nothing but the day is asked for."""

    most_problems = MOST_FINDINGS

    inspected_on = day(gettext_lazy("Inspected on"))
    highlights = forms.CharField(
        label=gettext_lazy("Highlights"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_steps = forms.CharField(
        label=gettext_lazy("Next steps"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, kind: Kind, standards: Iterable[Standard], *args: Any, **kwargs: Any):
        self.kind, self.standards = kind, list(standards)
        super().__init__(*args, **kwargs)
        for one in kind.dimensions:
            self.fields[f"points-{one.key}"] = forms.IntegerField(
                label=f"{dimension_name(one)} (0–{one.most})",
                required=False,
                min_value=0,
                max_value=one.most,
                widget=forms.TextInput(attrs=_DIGITS | {"class": "form-control"}),
            )
        for standard in self.standards:
            self._standard(standard)
        for number in range(self.most_problems):
            self._problem(number)

    def _standard(self, standard: Standard) -> None:
        self.fields[f"result-{standard.pk}"] = forms.ChoiceField(
            label=standard.words,
            choices=Result.choices,
            required=False,
            initial=Result.NOT_CHECKED,
            widget=forms.Select(attrs={"class": "form-control"}),
        )
        self.fields[f"note-{standard.pk}"] = forms.CharField(
            label=_("Note"),
            required=False,
            max_length=200,
            widget=forms.TextInput(attrs={"class": "form-control"}),
        )

    def _problem(self, number: int) -> None:
        box = {"class": "form-control"}
        self.fields[f"what-{number}"] = forms.CharField(
            label=_("Finding %(n)s: what was found") % {"n": number + 1},
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 2} | box),
        )
        choices: list[tuple[str, Any, Sequence[Any], str]] = [
            ("star", _("Star"), [*NO_STAR, *StarKey.choices], ""),
            ("severity", _("Severity"), Severity.choices, Severity.ORDINARY),
            ("handling", _("Way of putting right"), Handling.choices, Handling.DEADLINE),
        ]
        for name, label, options, initial in choices:
            self.fields[f"{name}-{number}"] = forms.ChoiceField(
                label=label,
                choices=options,
                required=False,
                initial=initial,
                widget=forms.Select(attrs=box),
            )

    def points(self) -> list[Any]:
        return [self[f"points-{one.key}"] for one in self.kind.dimensions]

    def groups(self) -> list[tuple[str, list[tuple[Standard, Any, Any]]]]:
        """Return star by star its standards with their boxes."""
        found: dict[str, list[tuple[Standard, Any, Any]]] = {}
        for one in self.standards:
            boxes = (one, self[f"result-{one.pk}"], self[f"note-{one.pk}"])
            found.setdefault(one.star.title, []).append(boxes)
        return list(found.items())

    def problems(self) -> list[dict[str, Any]]:
        """Return the boxes of each finding."""
        names = ("what", "star", "severity", "handling")
        return [
            {"number": number + 1, "boxes": [self[f"{name}-{number}"] for name in names]}
            for number in range(self.most_problems)
        ]

    def first_problems(self) -> list[dict[str, Any]]:
        return self.problems()[:SHOWN_FINDINGS]

    def other_problems(self) -> list[dict[str, Any]]:
        """Return the boxes that are folded away until they are needed."""
        return self.problems()[SHOWN_FINDINGS:]

    def has_more_problems(self) -> bool:
        return any(self[f"what-{n}"].value() for n in range(SHOWN_FINDINGS, self.most_problems))

    def paper(self) -> Paper:
        told = self.cleaned_data
        return Paper(
            inspected_on=told["inspected_on"],
            highlights=told["highlights"],
            next_steps=told["next_steps"],
            results={
                one.pk: (told[f"result-{one.pk}"] or Result.NOT_CHECKED, told[f"note-{one.pk}"])
                for one in self.standards
            },
            points={
                one.key: told[f"points-{one.key}"]
                for one in self.kind.dimensions
                if told[f"points-{one.key}"] is not None
            },
            problems=tuple(
                Problem(
                    told[f"what-{n}"].strip(),
                    told[f"star-{n}"],
                    told[f"severity-{n}"] or Severity.ORDINARY,
                    told[f"handling-{n}"] or Handling.DEADLINE,
                )
                for n in range(self.most_problems)
                if told[f"what-{n}"].strip()
            ),
        )


class SelfCheckForm(PaperForm):
    """What a village saw at itself: no points, and no findings with a clock."""

    most_problems = 0

    def __init__(self, standards: Iterable[Standard], *args: Any, **kwargs: Any):
        super().__init__(
            replace(kind_called(SELF_CHECK), dimensions=()), standards, *args, **kwargs
        )
        self.fields["inspected_on"].label = _("Checked on")
        self.fields["next_steps"].label = _("What is to be put right, and how")
