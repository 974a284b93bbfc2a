"""The last passwords cannot be chosen again; every hash of a password takes a place."""

from itertools import pairwise

import pytest
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.tracker.people.conftest import story
from tracker.people.actions import passwords
from tracker.people.actions.passwords import change_own_password, reset_password
from tracker.people.models import PastPassword, User
from tracker.people.views.sign_in import PLACES

pytestmark = pytest.mark.django_db
OLD = "lilac-and-grain-7"
NEXT = [f"Poplar/and/river/{n}" for n in range(7)]


def turn(user, old, new):
    return change_own_password(by=User.objects.get(pk=user.pk), password=old, new=new)


def through(user, *words):
    """Change the password from one to the next."""
    for old, new in pairwise(words):
        turn(user, old, new)


def remembered(user, *candidates):
    """Return which of the passwords are kept, newest first."""
    return [
        word
        for past in PastPassword.objects.filter(user=user).order_by("-pk")
        for word in candidates
        if check_password(word, past.password)
    ]


def test_the_present_and_the_last_five_are_refused_and_the_sixth_is_free_again(officer):
    through(officer, OLD, *NEXT[:5])

    for word in (NEXT[4], *NEXT[:4], OLD):
        before = story()
        with pytest.raises(ValidationError) as raised:
            turn(officer, NEXT[4], word)
        assert list(raised.value.message_dict) == ["new"]
        assert story() == before
    turn(officer, NEXT[4], NEXT[5])
    turn(officer, NEXT[5], OLD)

    assert remembered(officer, OLD, *NEXT) == [NEXT[n] for n in (5, 4, 3, 2, 1)]


def test_a_reset_lets_nobody_back_to_the_password_before_it(guard, officer):
    once = reset_password(by=guard, user=officer)

    with pytest.raises(ValidationError) as raised:
        turn(officer, once, OLD)

    assert raised.value.messages == ["This was one of your last 5 passwords. Choose another one."]
    assert remembered(officer, OLD, once) == [OLD]


@pytest.mark.parametrize(("number", "free"), [(0, [OLD, NEXT[0]]), (1, [OLD]), (2, [])])
def test_how_many_are_refused_is_a_setting(officer, settings, number, free):
    settings.PASSWORD_HISTORY = number
    through(officer, OLD, NEXT[0], NEXT[1])
    taken = []

    for word in (OLD, NEXT[0]):
        try:
            passwords._refuse_past(officer, word)
        except ValidationError:
            continue
        taken.append(word)

    assert taken == free
    assert PastPassword.objects.filter(user=officer).count() == number


def test_passwords_of_others_are_no_hindrance(guard, officer):
    turn(guard, OLD, NEXT[0])

    turn(officer, OLD, NEXT[0])

    assert remembered(officer, OLD, NEXT[0]) == [OLD]


def test_a_failing_log_leaves_password_and_past_as_they_were(officer, monkeypatch):
    before = User.objects.values().get(pk=officer.pk)

    def broken(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(passwords, "note", broken)
    with pytest.raises(ZeroDivisionError):
        turn(officer, OLD, NEXT[0])

    assert User.objects.values().get(pk=officer.pk) == before
    assert not PastPassword.objects.exists()


def test_a_change_costs_a_bounded_number_of_hashes(officer, monkeypatch):
    through(officer, OLD, *NEXT[:6])
    costs = []
    for name in ("check_password", "make_password"):
        real = getattr(passwords, name)

        def counted(*args, real=real):
            costs.append(args)
            return real(*args)

        monkeypatch.setattr(passwords, name, counted)

    turn(officer, NEXT[5], NEXT[6])

    # The present one, the new one against it, five past ones, and the new hash.
    assert len(costs) == 8


def test_a_weak_password_is_refused_before_anything_costly(officer, monkeypatch):
    through(officer, OLD, NEXT[0])
    monkeypatch.setattr(passwords, "_refuse_past", lambda *_args: pytest.fail("compared"))

    with pytest.raises(ValidationError):
        turn(officer, NEXT[0], "short")


def test_the_page_says_at_the_field_that_a_password_was_used_before(english, officer):
    turn(officer, OLD, NEXT[0])
    english.force_login(User.objects.get(pk=officer.pk))

    answer = english.post(
        reverse("account-password"), {"present": NEXT[0], "new": OLD, "again": OLD}
    )

    assert answer.context["form"].errors == {
        "new": ["This was one of your last 5 passwords. Choose another one."]
    }


def test_whoever_finds_no_place_to_hash_changes_nothing(english, guard, officer):
    english.force_login(guard)
    page = reverse("person-detail", args=[officer.pk])
    before = list(User.objects.order_by("pk").values())

    with PLACES.taken_by("127.0.0.1"):
        reset = english.post(reverse("person-reset-password", args=[officer.pk]))
        new = english.post(reverse("person-new"), {"username": "wang", "display_name": "王五"})

    assert (reset.status_code, new.status_code) == (503, 503)
    # Where one can go from here: what only takes a form cannot be opened by a link.
    assert f'href="{page}"' in reset.content.decode()
    assert f'href="{reverse("person-new")}"' in new.content.decode()
    assert list(User.objects.order_by("pk").values()) == before
