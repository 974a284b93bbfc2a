"""The table of addresses: a row of its own goes before the row of its namespace."""

import pytest

from tracker.access.policy import POLICY, Rule, rule_for


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("area-detail", Rule("public", ("GET", "HEAD"))),
        ("choose-language", Rule("public", ("POST",))),
        ("admin:login", Rule("public", ("GET", "HEAD", "POST"))),
        (
            "admin:index",
            Rule("staff", ("GET", "HEAD", "POST"), "system.configure", whole_site=True),
        ),
        (
            "admin:tracker_user_add",
            Rule("staff", ("GET", "HEAD", "POST"), "system.configure", whole_site=True),
        ),
        ("area-delete", None),
        ("other:index", None),
        ("admin", None),
        ("", None),
    ],
)
def test_the_row_of_a_name_is_found(name, expected):
    assert rule_for(name) == expected


def test_no_public_address_but_the_choices_and_the_door_takes_anything():
    sending = {
        name
        for name, rule in POLICY.items()
        if "POST" in rule.methods and rule.audience == "public"
    }

    assert sending == {
        "choose-language",
        "choose-display",
        "sign-in",
        "sign-in-code",
        "admin:login",
    }


def test_a_namespace_of_its_own_covers_its_names_only():
    table = {"staff:*": Rule("staff")}

    assert rule_for("staff:home", table) == Rule("staff")
    assert rule_for("staffroom:home", table) is None
