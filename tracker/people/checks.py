"""Passwords that the usual lists miss and every guesser tries."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# The longer word before the one inside it.
WELL_KNOWN = (
    *("administrator", "superuser", "password", "welcome", "manager", "dangjian", "jiaozuo"),
    *("wuxing", "zhibu", "1qaz2wsx", "qwertyuiop", "qwerty", "asdfgh", "zxcvbn", "system"),
    *("admin", "guest", "henan", "root", "test", "user", "abcd", "pass", "abc"),
)
# Signs that stand for letters inside a word: adm1n, r00t, p@ssw0rd.
_INSIDE = re.compile(r"(?<=[a-z])[01345@$!]+(?=[a-z])")
_LOOK_ALIKES = str.maketrans("01345@$!", "oieasasi")
LEAST_OWN = 4  # letters left when well-known words, digits and signs are taken away
LEAST_DIFFERENT = 5
LEAST_KINDS = 3  # of small letters, capitals, digits, other signs


def is_trivial(password: str, username: str) -> bool:
    """Tell whether a password is only what guessers try first.

    `Adm1n@2024!!` has capitals, digits and signs and still falls at once: take
    away the user's own name, well-known words, digits and signs, and nothing is
    left. So does one that repeats a few characters.
    """
    plain = unicodedata.normalize("NFKC", password).casefold()
    if len(set(plain)) < LEAST_DIFFERENT:
        return True
    name = unicodedata.normalize("NFKC", username).casefold()
    words = (name, *WELL_KNOWN) if len(name) > 2 else WELL_KNOWN
    spelled = _INSIDE.sub(lambda signs: signs.group().translate(_LOOK_ALIKES), plain)
    return any(_is_only(words, text) for text in (plain, spelled))


def _is_only(words: tuple[str, ...], text: str) -> bool:
    left = text
    for word in words:
        left = left.replace(word, "")
    return left != text and len(re.sub(r"[\W\d_]", "", left)) < LEAST_OWN


class TrivialPasswordValidator:
    """For AUTH_PASSWORD_VALIDATORS: refuses what `is_trivial` finds."""

    def validate(self, password: str, user: object = None) -> None:
        if is_trivial(password, getattr(user, "username", "") or ""):
            raise ValidationError(self.get_help_text(), code="password_trivial")

    def get_help_text(self) -> str:
        return _(
            "The password must not be just the user name, well-known words such as “admin” "
            "or “test”, digits and signs."
        )


def kinds_of_signs(password: str) -> int:
    """Count which of small letters, capitals, digits and other signs a password has."""
    kinds = (str.islower, str.isupper, str.isdigit, lambda sign: not sign.isalnum())
    return sum(any(kind(sign) for sign in password) for kind in kinds)


class KindsOfSignsValidator:
    """For AUTH_PASSWORD_VALIDATORS under the profile gbt: three of four kinds of signs."""

    def validate(self, password: str, user: object = None) -> None:
        if kinds_of_signs(password) < LEAST_KINDS:
            raise ValidationError(self.get_help_text(), code="password_kinds")

    def get_help_text(self) -> str:
        return _(
            "The password needs three of these four: small letters, capitals, digits, other signs."
        )
