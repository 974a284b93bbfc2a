"""What is asked about declarations and targets: one form for each action."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tracker.campaigns.models import Star
from tracker.campaigns.scoring import HIGHEST_LEVEL
from tracker.declarations.actions.planning import LARGEST, Plan
from tracker.declarations.models import LONGEST_REASON, Target
from tracker.declarations.terms import Verb
from tracker.declarations.workflow import needs_reason
from tracker.places.terms import UnitKind

# The order in which people are offered what they may do.
VERBS = (Verb.SUBMIT, Verb.REVIEW, Verb.CONFIRM, Verb.RECALL, Verb.RETURN)
BOTH = gettext_lazy("Villages and communities together")


class _Form(forms.Form):
    """A form whose boxes carry our class."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, forms.CheckboxSelectMultiple):
                field.widget.attrs.setdefault("class", "form-control")


class FillInForm(_Form):
    """Which stars one branch aims at; `seen` is the version the form was built from."""

    stars = forms.MultipleChoiceField(
        label=gettext_lazy("Stars aimed at"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def __init__(self, scheme: Sequence[Star], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["stars"].choices = [(star.key, star.title) for star in scheme]


class MoveForm(_Form):
    """What a move asks for beside the declarations: a reason, where the branch must know why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The branch reads it and corrects the declaration by it."),
    )

    def __init__(self, verb: str, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not needs_reason(verb):
            del self.fields["reason"]


class TargetForm(_Form):
    """How many branches of each level an area plans, of each kind and of both together.

    An empty box is no plan. `seen-…` carries the version of what stood in the box.
    """

    source = forms.CharField(
        label=gettext_lazy("Where the plan is written"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Such as the number of the document."),
    )

    kinds = ("", UnitKind.RURAL, UnitKind.URBAN)

    def __init__(self, there: Iterable[Target], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.there = {(row.unit_kind, row.level): row for row in there}
        self.fields["source"].initial = next((row.source for row in self.there.values()), "")
        for kind, level in self.places():
            row = self.there.get((kind, level))
            self.fields[_box(kind, level)] = forms.IntegerField(
                min_value=0,
                max_value=LARGEST,
                required=False,
                initial=row.number if row else None,
                widget=forms.TextInput(
                    attrs={"inputmode": "numeric", "class": "form-control", "size": 6}
                ),
            )
            self.fields[f"seen-{_box(kind, level)}"] = forms.IntegerField(
                min_value=0,
                max_value=10**9,
                required=False,
                initial=row.version if row else 0,
                widget=forms.HiddenInput,
            )

    def places(self) -> list[tuple[str, int]]:
        levels = range(HIGHEST_LEVEL, 0, -1)
        return [(str(kind), level) for level in levels for kind in self.kinds]

    def labels(self) -> list[Any]:
        return [UnitKind(kind).label if kind else BOTH for kind in self.kinds]

    def lines(self) -> Iterable[dict[str, Any]]:
        """Return level by level the boxes of each kind, with what carries their versions."""
        for level in range(HIGHEST_LEVEL, 0, -1):
            boxes = [
                {
                    "kind": str(kind),
                    "box": self[_box(kind, level)],
                    "seen": self[f"seen-{_box(kind, level)}"],
                    "label": UnitKind(kind).label if kind else BOTH,
                }
                for kind in self.kinds
            ]
            yield {"level": level, "boxes": boxes}

    def plans(self) -> list[Plan]:
        """Return what was typed; a level of a kind without a plan before and after is left out."""
        source = self.cleaned_data["source"]
        plans = []
        for kind, level in self.places():
            number = self.cleaned_data[_box(kind, level)]
            if number is not None or (kind, level) in self.there or self.seen()[kind, level]:
                plans.append(Plan(level, number, kind, source if number is not None else ""))
        return plans

    def seen(self) -> Mapping[tuple[str, int], int]:
        """Return {(kind, level): the version that was read}."""
        return {
            (kind, level): self.cleaned_data[f"seen-{_box(kind, level)}"] or 0
            for kind, level in self.places()
        }


class EachStreetForm(_Form):
    """The same numbers for every street of a county; an empty box leaves the street's own."""

    source = forms.CharField(
        label=gettext_lazy("Where the plan is written"), max_length=200, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for level in range(HIGHEST_LEVEL, 0, -1):
            self.fields[f"level-{level}"] = forms.IntegerField(
                label=str(level),
                min_value=0,
                max_value=LARGEST,
                required=False,
                widget=forms.TextInput(
                    attrs={"inputmode": "numeric", "class": "form-control", "size": 6}
                ),
            )

    def boxes(self) -> list[tuple[int, Any]]:
        return [(level, self[f"level-{level}"]) for level in range(HIGHEST_LEVEL, 0, -1)]

    def plans(self) -> list[Plan]:
        typed = [
            (level, self.cleaned_data[f"level-{level}"]) for level in range(HIGHEST_LEVEL, 0, -1)
        ]
        source = self.cleaned_data["source"]
        return [Plan(level, number, "", source) for level, number in typed if number is not None]


def _box(kind: str, level: int) -> str:
    return f"number-{kind or 'all'}-{level}"
