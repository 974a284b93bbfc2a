"""What is asked about findings: one form for each action."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.access.terms import Permission
from tracker.campaigns.terms import StarKey
from tracker.clocks.terms import Severity
from tracker.findings.inputs import Charge, Report
from tracker.findings.models import LONGEST_TEXT
from tracker.findings.terms import RESPONSIBLE, Duty, Handling, Verb
from tracker.findings.wording import QUESTIONS
from tracker.findings.workflow import says
from tracker.people.permissions import within
from tracker.places.codes import is_code
from tracker.places.models import Area
from tracker.places.readings import SEPARATOR, fold

# The order in which people are offered what they may do.
VERBS = (
    *(Verb.ASSIGN, Verb.RECTIFY, Verb.FEEDBACK, Verb.VERIFY, Verb.CLOSE),
    *(Verb.REASSIGN, Verb.RETURN, Verb.WITHDRAW),
)
# Those that make sense for many at once: what was done to put something right is its own.
BULK_VERBS = (Verb.ASSIGN, Verb.VERIFY, Verb.CLOSE)
NO_STAR = [("", gettext_lazy("No single star"))]


class _Form(forms.Form):
    """A form whose boxes carry our class."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "form-control")


def text(label: Any, *, required: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST_TEXT}),
    )


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class OwnArea(forms.CharField):
    """One area where the person has a right, by its code or a name that it alone has there.

    A foreign place answers like one that does not exist.
    """

    user: Any = None

    def __init__(self, permission: str, **kwargs: Any):
        super().__init__(max_length=60, help_text=gettext_lazy("Name, pinyin or code"), **kwargs)
        self.permission = permission

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        named = Q(pk=text)
        if not is_code(text):
            named = Q(name=text) | Q(search_text__contains=f"{SEPARATOR}{fold(text)}{SEPARATOR}")
        mine = Area.objects.current().filter(within(self.user, self.permission, "code"), named)
        found = list(mine.order_by("code")[:2])
        if len(found) == 1:
            return found[0].pk
        raise forms.ValidationError(
            _("Several places are called so. Type the code of one.")
            if found
            else _("No such place in your areas. Look it up with the search box.")
        )


class ReportForm(_Form):
    """What somebody found, where, and how it is to be put right."""

    area = OwnArea(Permission.FINDINGS_REPORT, label=gettext_lazy("Village, community or street"))
    what = text(gettext_lazy("What was found"))
    star = forms.ChoiceField(
        label=gettext_lazy("Star"), choices=[*NO_STAR, *StarKey.choices], required=False
    )
    severity = forms.ChoiceField(label=gettext_lazy("Severity"), choices=Severity.choices)
    handling = forms.ChoiceField(
        label=gettext_lazy("Way of putting right"),
        choices=Handling.choices,
        initial=Handling.DEADLINE,
    )
    due_on = day(
        gettext_lazy("Last day of its own"),
        required=False,
        help_text=gettext_lazy("Empty: the clock of the county gives one."),
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["area"].user = user

    def report(self) -> Report:
        return Report(**self.cleaned_data)


class MoveForm(_Form):
    """What a move asks for beside the findings: words, and who has to put it right."""

    level = forms.ChoiceField(
        label=gettext_lazy("Who has to put it right"),
        choices=[(one.value, one.label) for one in RESPONSIBLE],
    )
    duty = forms.ChoiceField(
        label=gettext_lazy("As what"),
        choices=[("", gettext_lazy("not said")), *Duty.choices],
        required=False,
    )
    said = text("")

    def __init__(self, verb: str, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if verb not in (Verb.ASSIGN, Verb.REASSIGN):
            del self.fields["level"], self.fields["duty"]
        if says(verb):
            self.fields["said"].label = QUESTIONS[Verb(verb)]
        else:
            del self.fields["said"]

    def facts(self) -> dict[str, Any]:
        """Return what `move_many` takes."""
        told: dict[str, Any] = {"said": self.cleaned_data.get("said", "")}
        if "level" in self.cleaned_data:
            told["charge"] = Charge(self.cleaned_data["level"], self.cleaned_data["duty"])
        return told


class AskForm(_Form):
    """A later last day, with the reason."""

    until = day(gettext_lazy("Until"))
    reason = text(gettext_lazy("Reason, and how far it is"))


class DecideForm(_Form):
    """Grant more time, perhaps until another day, or refuse it."""

    until = day(gettext_lazy("Until"), required=False)
    answer = text(gettext_lazy("Answer; needed to refuse"), required=False)


class AgainForm(_Form):
    """What has come back."""

    what = text(gettext_lazy("What has come back"))
