"""Texts that somebody looks for, wherever they come from."""

import pytest
from django.core.exceptions import ValidationError

from tracker.ui.filters import RepeatedTextField


def test_words_are_taken_as_typed_without_spaces_around():
    assert RepeatedTextField(required=False).clean([" 磨头 ", "", "王庄"]) == ["磨头", "王庄"]


@pytest.mark.parametrize("text", ["a\x00b", "\x1b[2J", "名\x07"])
def test_a_control_character_is_refused_also_where_no_address_was_looked_at(text):
    with pytest.raises(ValidationError):
        RepeatedTextField(required=False).clean([text])
