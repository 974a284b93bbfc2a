"""What is asked about pages and claims: one form for each action."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.intake import Particulars
from articles.models import Page
from articles.terms import DatePrecision
from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.campaigns.scoring import STARS_OF_KIND
from tracker.claims.actions.judging import Judgement
from tracker.claims.models import Claim
from tracker.claims.terms import LONGEST_REASON, MOST_FILES, Also
from tracker.documents.terms import LONGEST_TEXT
from tracker.figures.statements import objections
from tracker.people.permissions import within
from tracker.places.models import Area


class _Form(forms.Form):
    """A form whose boxes carry our class."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, (forms.RadioSelect, forms.CheckboxInput)):
                field.widget.attrs.setdefault("class", "form-control")


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Any number of files; their contents are judged later, by a process of its own."""

    def clean(self, value: Any, initial: Any = None) -> list[Any]:
        files = value if isinstance(value, (list, tuple)) else [value] if value else []
        if len(files) > MOST_FILES:
            raise ValidationError(
                _("At most %(most)s texts are taken in at once."), params={"most": MOST_FILES}
            )
        return list(files)


class ReceiveForm(_Form):
    """A pasted text, files, or both."""

    text = forms.CharField(
        label=gettext_lazy("Paste the text of a page"),
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    files = _FilesField(
        label=gettext_lazy("Or choose files"),
        required=False,
        widget=_Files(attrs={"accept": ".txt,.html,.htm,.docx,.pdf"}),
        help_text=gettext_lazy(
            "Text, HTML, DOCX, PDF with a text layer; one file for each page, several at once. "
            "Nothing is fetched from an address."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("text", "").strip() and not cleaned.get("files") and not self.errors:
            raise ValidationError(_("Paste a text, or choose files."))
        return cleaned


class ParticularsForm(_Form):
    """What a page is: shown as guessed, confirmed by being saved."""

    paper = forms.CharField(label=gettext_lazy("Newspaper"), max_length=60)
    sheet = forms.CharField(label=gettext_lazy("Number of the page"), max_length=10, required=False)
    published_on = forms.DateField(label=gettext_lazy("Printed on"))
    precision = forms.ChoiceField(
        label=gettext_lazy("The date is known"),
        choices=[choice for choice in DatePrecision.choices if choice[0] != DatePrecision.UNKNOWN],
    )
    inferred = forms.ChoiceField(
        label=gettext_lazy("Where the date is from"),
        choices=[
            ("", gettext_lazy("It stands on the page, or is known otherwise.")),
            ("yes", gettext_lazy("It is inferred.")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    basis = forms.CharField(
        label=gettext_lazy("What an inferred date rests on"), max_length=200, required=False
    )
    titles = forms.CharField(
        label=gettext_lazy("Titles of the articles, one on a line, as they stand in the text"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )

    def __init__(self, page: Page, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        is_known = page.date_precision != DatePrecision.UNKNOWN
        self.initial = {
            "paper": page.paper,
            "sheet": page.sheet,
            "published_on": page.published_on if is_known else None,
            "precision": page.date_precision if is_known else DatePrecision.DAY,
            "inferred": "yes" if page.date_inferred and is_known else "",
            "basis": page.date_basis if is_known else "",
            "titles": "\n".join(page.articles.order_by("start").values_list("title", flat=True)),
        }

    def clean_published_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["published_on"]
        if not 1980 <= day.year <= 2100:
            raise ValidationError(_("This is no day on which such a page was printed."))
        return day

    def said(self) -> Particulars:
        cleaned = self.cleaned_data
        return Particulars(
            paper=cleaned["paper"],
            sheet=cleaned["sheet"],
            published_on=cleaned["published_on"],
            precision=cleaned["precision"],
            inferred=bool(cleaned["inferred"]),
            basis=cleaned["basis"] if cleaned["inferred"] else "",
            titles=[line.strip() for line in cleaned["titles"].splitlines() if line.strip()],
        )


def own_areas(user: Any) -> QuerySet[Area]:
    """Return the areas about which somebody may judge; a foreign one is as good as none."""
    return Area.objects.filter(within(user, Permission.CLAIMS_JUDGE, "code"))


# Villages and communities share names of stars: a box says whose star it is, "urban.safety".
_STARS = [(f"{kind}.{key}", key) for kind, keys in STARS_OF_KIND.items() for key in keys]


class JudgeForm(forms.Form):
    """The buttons beside a claim: accept, reject, take back."""

    do = forms.ChoiceField(choices=[(verb, verb) for verb in ("accept", "reject", "take_back")])
    version = forms.IntegerField(min_value=0, max_value=10**9)
    area = forms.CharField(max_length=12, required=False)
    also = forms.ChoiceField(choices=Also.choices, required=False)
    stars = forms.MultipleChoiceField(choices=_STARS, required=False)
    reason = forms.CharField(max_length=LONGEST_REASON, required=False)

    def __init__(self, user: Any, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._user = user

    def clean_area(self) -> Area | None:
        code = self.cleaned_data["area"]
        found = own_areas(self._user).filter(pk=code).first() if code else None
        if code and found is None:
            raise ValidationError(_("There is no such place in your areas."))
        return found

    def clean_stars(self) -> list[str]:
        named: list[str] = self.cleaned_data["stars"]
        if len({one.partition(".")[0] for one in named}) > 1:
            raise ValidationError(
                _("Name stars of one group only: those of a village, or those of a community.")
            )
        return named

    def judgement(self) -> Judgement:
        """Return what an acceptance says; who names stars wants them on record."""
        said = self.cleaned_data
        corrected = {"area": said["area"]} if said["area"] else {}
        also = said["also"] or (Also.RATING if said["stars"] else Also.NONE)
        named = [one.partition(".") for one in said["stars"]]
        kind = named[0][0] if named else ""
        return Judgement(
            said["version"], corrected, also, [key for _kind, _dot, key in named], kind
        )


class CorrectForm(forms.ModelForm):
    """Everything that a claim states, to be put right; saving it accepts it."""

    place = forms.CharField(label=gettext_lazy("Place: code, or whole name"), max_length=60)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)
    also = forms.ChoiceField(choices=Also.choices, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Claim
        fields = [
            "named_as",
            "campaign",
            "unit_kind",
            "nature",
            "bearing",
            "metric",
            "level",
            "star",
            "term",
            "value",
            "value_to",
            "unit",
            "precision",
            "period",
        ]

    def __init__(self, user: Any, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self._user = user
        self.initial["place"] = self.instance.area_id or self.instance.named_as
        self.initial["version"] = self.instance.version
        self.fields["campaign"].queryset = Campaign.objects.order_by("-year")
        for name in ("value", "value_to"):
            self.fields[name].localize = False
            if self.initial.get(name) is not None:
                self.initial[name] = format(self.initial[name].normalize(), "f")
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "form-control")
        self.order_fields(["place", *self._meta.fields])

    def clean_place(self) -> Area:
        typed = self.cleaned_data["place"].strip()
        mine = own_areas(self._user)
        found = list(mine.filter(pk=typed)) or list(mine.current().filter(name=typed)[:2])
        if len(found) > 1:
            raise ValidationError(_("Several places have this name. Enter the code."))
        if not found:
            raise ValidationError(_("There is no such place in your areas."))
        return found[0]

    def clean_period(self) -> str:
        period: str = self.cleaned_data["period"]
        if period and not re.fullmatch(r"(19|20)\d\d(-(H[12]|Q[1-4]|\d\d(-\d\d)?))?", period):
            raise ValidationError(
                _("Write a period as 2023, 2023-H1, 2023-Q2, 2023-06 or 2023-06-09.")
            )
        return period

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            stated = Claim(**{name: cleaned[name] for name in self._meta.fields})
            for words in objections(stated):
                self.add_error(None, words)
        return cleaned

    def _post_clean(self) -> None:
        """Leave the claim itself as it is: the action writes it, and asks for the rights."""

    def corrected(self) -> dict[str, Any]:
        """Return the columns that are stated otherwise than the claim does."""
        said = {name: self.cleaned_data[name] for name in self._meta.fields}
        said["area"] = self.cleaned_data["place"]
        return {
            name: value for name, value in said.items() if getattr(self.instance, name) != value
        }
