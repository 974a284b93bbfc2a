"""What a person says about how notices arrive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.notices.hooks import is_allowed, shown
from tracker.notices.inputs import Wish
from tracker.notices.models import Channel
from tracker.notices.terms import LONGEST_HOOK, LONGEST_SECRET, SIGNING, Pace, Robot
from tracker.ui.forms import QuestionForm


class NewestForm(forms.Form):
    """Up to which notice the person has seen the list; digits as the desk takes them."""

    newest = forms.RegexField(r"\A[0-9]{1,18}\Z")


class ChannelForm(QuestionForm):
    """E-mail is asked only where the site has a mail server; a robot's address is never shown."""

    pace = forms.ChoiceField(
        label=gettext_lazy("When to send"), choices=Pace.choices, widget=forms.RadioSelect
    )
    by_mail = forms.BooleanField(label=gettext_lazy("Send me e-mail"), required=False)
    mailbox = forms.EmailField(
        label=gettext_lazy("E-mail address of the office"),
        required=False,
        help_text=gettext_lazy("Use an address of your office, not a private one."),
    )
    robot = forms.ChoiceField(
        label=gettext_lazy("Robot of a group chat"), choices=Robot.choices, required=False
    )
    hook = forms.CharField(
        label=gettext_lazy("Webhook address of the robot"),
        required=False,
        max_length=LONGEST_HOOK,
        # Never rendered with what was typed: also a refused address holds a secret.
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    secret = forms.CharField(
        label=gettext_lazy("Secret of the signature, if the robot asks for one"),
        required=False,
        max_length=LONGEST_SECRET,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, channel: Channel | None, *args: Any, **kwargs: Any):
        self.channel = channel or Channel()
        names = ("pace", "by_mail", "mailbox", "robot")
        kwargs["initial"] = {name: getattr(self.channel, name) for name in names}
        super().__init__(*args, **kwargs)
        if not settings.EMAIL_URL:
            del self.fields["by_mail"], self.fields["mailbox"]
        words = _("Everyone in that group reads what is sent. The address is one at %(hosts)s.")
        self.fields["hook"].help_text = words % {"hosts": ", ".join(settings.ROBOT_HOSTS)}
        if self.channel.hook:
            kept = _("One at %(host)s is kept; leave this empty to keep it.")
            self.fields["hook"].help_text += " " + kept % {"host": shown(self.channel.hook)}
        self.fields["secret"].help_text = _(
            "DingTalk and Feishu show it where the robot is set up (signature)."
        )
        if self.channel.secret:
            kept = _("One is kept; it is forgotten when another address or robot is chosen.")
            self.fields["secret"].help_text += " " + kept

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("by_mail") and not said.get("mailbox") and "mailbox" not in self.errors:
            self.add_error("mailbox", _("Say to which address."))
        if said.get("robot") and "hook" not in self.errors:
            self._check_hook(said.get("hook") or "")
        if said.get("secret") and said.get("robot") not in SIGNING:
            self.add_error("secret", _("Only robots of DingTalk and Feishu take a signature."))
        return said

    def _check_hook(self, hook: str) -> None:
        if not (hook or self.channel.hook):
            self.add_error("hook", _("Say to which address."))
        elif hook and not is_allowed(hook, settings.ROBOT_HOSTS):
            self.add_error("hook", _("Notices are not sent to this address. Copy it once more."))

    def wish(self) -> Wish:
        # Without a mail server two questions are not asked: what was chosen before stays.
        return Wish(**self.cleaned_data)
