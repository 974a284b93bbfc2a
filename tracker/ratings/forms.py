"""What is asked when stars are moved, filled in, or accepted from a paper: one form for each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.campaigns.models import Star
from tracker.clocks.wording import mark_of
from tracker.ratings.models import LONGEST_REASON
from tracker.ratings.standing.one import Line
from tracker.ratings.terms import Proposal, Result, Verb
from tracker.ratings.workflow import needs_reason

LONGEST_NOTE = 200
# The order in which people are offered what they may do.
VERBS = (
    Verb.SUBMIT,
    Verb.RECALL,
    Verb.REVIEW,
    Verb.VERIFY,
    Verb.CONFIRM,
    Verb.PUT_ON_NOTICE,
    Verb.AWARD,
    Verb.RETURN,
    Verb.WITHDRAW,
)
MINE, THEIRS = "mine", "theirs"
PROPOSAL = "proposal"  # the question beside those of the standards


class _Form(forms.Form):
    """A form whose boxes carry our class."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
                field.widget.attrs.setdefault("class", "form-control")


class MoveForm(_Form):
    """What a move asks for beside the stars: a reason, or the last day of the notice."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Whoever goes on with the star reads it."),
    )
    notice_ends_on = forms.DateField(
        label=gettext_lazy("Last day of the notice"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("The star can be awarded after this day."),
    )

    def __init__(self, verb: str, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not needs_reason(verb):
            del self.fields["reason"]
        if verb != Verb.PUT_ON_NOTICE:
            del self.fields["notice_ends_on"]
        elif mark := mark_of(self.initial["notice_ends_on"]):
            self.fields["notice_ends_on"].help_text = mark


class VersionField(forms.IntegerField):
    """A version that a form carries, in ASCII digits: `int()` would also read ４ and 1_000."""

    def to_python(self, value: Any) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", str(value or "")):
            raise ValidationError(_("The page was changed on its way. Open it again."))
        return int(value)


class FillInForm(_Form):
    """How each standard of one star is met: a result and a note for each.

    ``lines`` are the standards with what stands now; the form carries it along (`was-…`),
    so that `rebase` can tell what the person changed. Questions named in ``compared``
    (by the view for an overtaken person, later by what was sent) show both values side
    by side, and one of them must be chosen.
    """

    seen = VersionField(min_value=1, widget=forms.HiddenInput)
    proposal = forms.ChoiceField(
        label=gettext_lazy("What the street says of the star"),
        choices=Proposal.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Standards suggest it, people decide it."),
    )

    def __init__(
        self,
        lines: Sequence[Line],
        *args: Any,
        last_year: Mapping[int, Any] | None = None,
        compared: Collection[str] | None = None,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.lines, self.overtaken = lines, compared is not None
        self.last_year = {} if last_year is None else last_year
        sent = self.data.getlist("compared") if isinstance(self.data, QueryDict) else []
        self.compared = set(sent if compared is None else compared)
        for line in lines:
            self._ask(line)
        self._ask_choice(PROPOSAL)
        self._remember(stands(lines, str(self.initial.get(PROPOSAL, ""))))

    def _ask(self, line: Line) -> None:
        key = line.standard.pk
        self.fields[f"result-{key}"] = forms.ChoiceField(
            label=gettext_lazy("Result"),
            choices=Result.choices,
            initial=line.value,
            widget=forms.RadioSelect,
        )
        self.fields[f"note-{key}"] = forms.CharField(
            label=gettext_lazy("Note"),
            max_length=LONGEST_NOTE,
            required=False,
            initial=line.note,
            widget=forms.TextInput(attrs={"class": "form-control"}),
        )
        self._ask_choice(str(key))

    def _ask_choice(self, key: str) -> None:
        """Sent by the page that compares; an ordinary page has no such choice."""
        self.fields[f"choose-{key}"] = forms.ChoiceField(
            choices=[(MINE, ""), (THEIRS, "")], required=False, widget=forms.HiddenInput
        )

    def _remember(self, shown: Mapping[str, Mapping[str, str]]) -> None:
        """Carry along what the page shows, as far as the person does not change it."""
        self.shown = [name for values in shown.values() for name in values]
        for values in shown.values():
            for name, value in values.items():
                self.fields[f"was-{name}"] = forms.CharField(
                    required=False, initial=value, strip=False, widget=forms.HiddenInput
                )

    def remembered(self) -> list[BoundField]:
        return [self[f"was-{name}"] for name in self.shown]

    def questions(self) -> Iterable[dict[str, Any]]:
        """Return standard by standard what the page shows of it."""
        for line in self.lines:
            key = line.standard.pk
            yield {
                "standard": line.standard,
                "line": line,
                "result": self[f"result-{key}"],
                "note": self[f"note-{key}"],
                "last_year": self.last_year.get(line.standard.number),
                "differs": self._differs(line),
            }

    def _differs(self, line: Line) -> dict[str, Any] | None:
        """Return the two values of one standard, and the choice; None where none is asked."""
        key = line.standard.pk
        result, note = self[f"result-{key}"], self[f"note-{key}"]
        mine = (str(result.value()), (note.value() or "").strip())
        if not self._compares(str(key)) or mine == (line.value.value, line.note):
            return None
        return {
            "key": key,
            "boxes": [result, note],
            "choose": self[f"choose-{key}"],
            "stands": (line.value.label, line.note),
            "by": line.result.changed_by if line.result else "",
            "mine": (dict(Result.choices).get(mine[0], mine[0]), mine[1]),
        }

    def statement_differs(self) -> dict[str, Any] | None:
        """Return the same of what the street says of the star."""
        box, now = self[PROPOSAL], str(self.initial.get(PROPOSAL, ""))
        if not self._compares(PROPOSAL) or box.value() == now:
            return None
        words = dict(Proposal.choices)
        return {
            "key": PROPOSAL,
            "boxes": [box],
            "choose": self[f"choose-{PROPOSAL}"],
            "stands": (words.get(now, now), ""),
            "mine": (words.get(box.value(), box.value()), ""),
        }

    def _compares(self, key: str) -> bool:
        return self.is_bound and key in self.compared

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for key in [*[str(line.standard.pk) for line in self.lines], PROPOSAL]:
            asked = key in self.compared and not self.overtaken
            if asked and not cleaned.get(f"choose-{key}"):
                self.add_error(f"choose-{key}", _("Choose which of the two shall stand."))
        return cleaned

    def results(self) -> dict[int, tuple[str, str]]:
        """Return {key of the standard: (result, note)}; without those left to the others."""
        cleaned = self.cleaned_data
        return {
            line.standard.pk: (
                cleaned[f"result-{line.standard.pk}"],
                cleaned[f"note-{line.standard.pk}"],
            )
            for line in self.lines
            if cleaned.get(f"choose-{line.standard.pk}") != THEIRS
        }

    def statement(self) -> str | None:
        """Return what the street says of the star; None to leave it as it is."""
        left = self.cleaned_data.get(f"choose-{PROPOSAL}") == THEIRS
        # A form without the question leaves it as it is.
        return None if left or PROPOSAL not in self.data else self.cleaned_data[PROPOSAL]


def stands(lines: Sequence[Line], proposal: str) -> dict[str, dict[str, str]]:
    """Return what stands now, as the form sends it: {question: {name of the field: value}}."""
    found = {}
    for line in lines:
        key = line.standard.pk
        found[str(key)] = {f"result-{key}": str(line.value.value), f"note-{key}": line.note}
    return found | {PROPOSAL: {PROPOSAL: proposal}}


def rebase(sent: QueryDict, now: Mapping[str, Mapping[str, str]]) -> set[str]:
    """Carry what an overtaken person sent over to what stands now (``now``: see `stands`).

    Questions that the person did not touch, or left to the others, take the present
    value. Returns the questions that both have changed, each in another way; a page
    that did not say what it had shown counts as changed throughout.
    """
    both = set()
    for key, values in now.items():
        mine = {name: sent.get(name, value).strip() for name, value in values.items()}
        was = {name: sent.get(f"was-{name}") for name in values}
        if mine == was or sent.get(f"choose-{key}") == THEIRS:
            mine = dict(values)
        elif values not in (mine, was):
            both.add(key)
        for name, value in values.items():
            sent[name], sent[f"was-{name}"] = mine[name], value
        sent.pop(f"choose-{key}", None)
    return both


class AcceptForm(_Form):
    """Which stars a paper's level means; asked only where the level alone does not say it."""

    stars = forms.MultipleChoiceField(
        label=gettext_lazy("Stars that the branch holds"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, scheme: Sequence[Star], level: int, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.level = level
        self.fields["stars"].choices = [(star.key, star.title) for star in scheme]

    def clean_stars(self) -> list[str]:
        chosen = self.cleaned_data["stars"]
        if chosen and len(chosen) != self.level:
            raise ValidationError(
                _("The paper says %(level)s stars; name exactly as many."),
                params={"level": self.level},
            )
        return chosen
