"""The first administrator is made by hand; there is no default account."""

import getpass
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import RequestFactory
from django.utils import translation

from tests.factories.people import SecurityAdministratorFactory, UserFactory, area_with_code
from tracker.history.models import Event
from tracker.people.actions import bootstrap
from tracker.people.checks import is_trivial
from tracker.people.models import User
from tracker.people.permissions import may_for_site

pytestmark = pytest.mark.django_db
GOOD = "Lilac-and-grain-7"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _places():
    area_with_code("4108")


@pytest.fixture
def create(monkeypatch):
    """Return a function that runs the command with a password on standard input."""

    def run(username, *options, password=GOOD):
        monkeypatch.setattr("sys.stdin", StringIO(f"{password}\n"))
        out = StringIO()
        call_command("create_admin", username, "--password-stdin", *options, stdout=out, stderr=out)
        return out.getvalue()

    return run


def roles(user):
    return [(grant.role, grant.area_id) for grant in user.grants.all()]


def signs_in(username):
    return authenticate(RequestFactory().post("/sign-in/"), username=username, password=GOOD)


def refusal(create, *args, **kwargs):
    with pytest.raises(CommandError) as raised:
        create(*args, **kwargs)
    return str(raised.value)


def test_no_account_exists_before_someone_makes_one():
    assert list(User.objects.all()) == []


def test_an_administrator_is_made_and_may_sign_in(create):
    shown = create("zhang.wei", "--name", "张伟")

    user = User.objects.get()
    assert (user.username, user.display_name) == ("zhang.wei", "张伟")
    assert (user.is_staff, user.is_superuser, user.is_active) == (True, False, True)
    assert roles(user) == [("system_admin", "4108")]
    assert signs_in("zhang.wei") == user
    assert shown == "System administrator “zhang.wei” was made. Sign in at /sign-in/.\n"
    assert GOOD not in shown


@pytest.mark.parametrize(
    ("option", "role", "permission"),
    [
        ("--security", "security_admin", "people.manage"),
        ("--audit", "auditor", "history.read"),
    ],
)
def test_the_other_two_administrators_are_made_for_the_whole_site(create, option, role, permission):
    create("zhang", option)

    user = User.objects.get()
    assert roles(user) == [(role, "4108")]
    assert (user.is_staff, may_for_site(user, permission)) == (False, True)


def test_no_account_is_two_administrators(create):
    with pytest.raises(CommandError):
        create("zhang", "--security", "--audit")
    assert not User.objects.exists()


def test_another_security_administrator_can_always_be_made_on_the_machine(create):
    SecurityAdministratorFactory()

    create("zhang", "--security")

    assert roles(User.objects.get(username="zhang")) == [("security_admin", "4108")]


def test_the_log_says_from_which_account_of_the_machine(create):
    create("zhang")

    assert [
        (event.action, event.actor_name, event.object_name) for event in Event.objects.in_order()
    ] == [
        ("people.create_user", f"create_admin {getpass.getuser()}", "zhang"),
        ("people.grant", f"create_admin {getpass.getuser()}", "zhang"),
    ]


def test_without_places_nobody_is_made(create, settings):
    settings.HOME_AREA = "4199"

    assert "The places are not loaded yet." in refusal(create, "zhang")
    assert not User.objects.exists()


def test_the_password_may_come_from_a_named_variable(monkeypatch):
    monkeypatch.setenv("FIRST_PASSWORD", GOOD)

    call_command("create_admin", "zhang", "--password-env", "FIRST_PASSWORD", stdout=StringIO())

    assert signs_in("zhang") == User.objects.get()


def test_a_variable_that_is_not_set_is_a_clear_error(monkeypatch):
    monkeypatch.delenv("FIRST_PASSWORD", raising=False)

    with pytest.raises(CommandError, match="FIRST_PASSWORD is not set or empty"):
        call_command("create_admin", "zhang", "--password-env", "FIRST_PASSWORD")
    assert not User.objects.exists()


def test_without_a_terminal_the_other_ways_are_named(monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO(""))

    with pytest.raises(CommandError, match="Use --password-env or --password-stdin"):
        call_command("create_admin", "zhang")


@pytest.mark.parametrize(("typed", "made"), [([GOOD, GOOD], True), ([GOOD, "typo"], False)])
def test_on_a_terminal_the_password_is_asked_twice_and_hidden(monkeypatch, typed, made):
    answers = iter(typed)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(answers))
    out = StringIO()

    if made:
        call_command("create_admin", "zhang", stdout=out)
    else:
        with pytest.raises(CommandError, match="The two passwords differ"):
            call_command("create_admin", "zhang", stdout=out)

    assert User.objects.filter(username="zhang").exists() == made
    assert not any(word in out.getvalue() for word in typed)


@pytest.mark.parametrize("existing", ["zhang", "Zhang", "ZHANG"])
def test_a_taken_name_is_refused_and_its_account_unchanged(create, existing):
    before = UserFactory(username=existing)

    message = refusal(create, "zhang")

    assert message == (
        "No account was made.\n- An account named “zhang” exists already. Choose another name."
    )
    user = User.objects.get()
    assert (user.password, user.is_staff) == (before.password, False)


def test_a_name_taken_in_the_same_moment_is_refused(create, monkeypatch):
    UserFactory(username="zhang")
    monkeypatch.setattr(bootstrap, "name_faults", lambda _user: [])

    assert "An account named “zhang” exists already." in refusal(create, "zhang")


@pytest.mark.parametrize("username", ["", "zhang wei", "a\x00b", "z" * 151, "root;"])
def test_a_malformed_name_is_refused(create, username):
    assert refusal(create, username).startswith("No account was made.\n- username: ")
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("zhang", ""),
        ("zhang", "short-7"),
        ("zhang", "1234567890"),
        ("zhang", "password123"),
        ("zhangwei", "zhangwei1"),
        ("admin", "Admin@2024!!"),
        ("root", "Root_123456"),
        ("zhang", "r00t-R00T-2024"),
        ("test", "Test#Test#2024"),
        ("admin", "Adm1n@2024!!"),
        ("administrator", "P@ssw0rd2024"),
        ("zhang", "aaaaaaaaaaaa"),
        ("zhang", "\udcff\udcfe-lilac-and-grain"),
    ],
)
def test_a_weak_password_is_refused_and_never_shown(create, username, password):
    message = refusal(create, username, password=password)

    assert message.startswith("No account was made.\n- ")
    assert not password or password not in message
    assert not User.objects.exists()


def test_every_reason_is_given_at_once(create):
    UserFactory(username="root")

    assert refusal(create, "root", password="123").splitlines() == [
        "No account was made.",
        "- An account named “root” exists already. Choose another name.",
        "- This password is too short. It must contain at least 10 characters.",
        "- This password is too common.",
        "- This password is entirely numeric.",
        "- The password must not be just the user name, well-known words such as “admin” "
        "or “test”, digits and signs.",
    ]


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("Admin@2024!!", True),
        ("1qaz2wsx!@#", True),
        ("Jiaozuo#410800", True),
        ("ＡＤＭＩＮ２０２４", True),
        ("ababababab", True),
        ("8#kD92!x01-77", False),
        ("lilac-and-grain-7", False),
        ("administers-bees", False),
        ("太行山下有人家-1", False),
    ],
)
def test_trivial_means_nothing_of_ones_own(password, expected):
    assert is_trivial(password, "zhang") == expected
