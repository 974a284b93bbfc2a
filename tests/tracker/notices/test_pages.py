"""The pages of notices: each person's own, and nothing that is secret or somebody else's."""

import pytest
from django.contrib.admin.sites import site
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from tests.factories.notices import ChannelFactory, NoticeFactory
from tests.factories.people import AdministratorFactory, GrantFactory
from tracker.access.refusals import Refused
from tracker.access.terms import Role
from tracker.history.models import Event
from tracker.notices import actions
from tracker.notices.inputs import Wish
from tracker.notices.models import Channel, Notice
from tracker.people.models import Grant

pytestmark = pytest.mark.django_db
LIST, CHOICE = reverse("notice-list"), reverse("notice-channel")
SECRET = "never-shown-7"
HOOK = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={SECRET}"


@pytest.fixture
def owner():
    return GrantFactory(code="410871060", role=Role.STREET_OFFICER).user


@pytest.fixture
def superior():
    """Reads everything of that place, but not what its people are told."""
    return GrantFactory(code="410871", role=Role.COUNTY_OFFICE).user


@pytest.fixture
def reading(client, owner):
    client.force_login(owner)
    return client


def text(answer):
    return answer.getvalue().decode()


# --- The list ------------------------------------------------------------------------------


def test_the_list_shows_ones_own_and_leads_to_what_it_is_about(reading, owner):
    mine = NoticeFactory(person=owner)
    other = NoticeFactory()

    page = text(reading.get(LIST))

    assert f'href="{mine.path}"' in page
    assert reverse("notice-detail", args=[mine.pk]) in page
    assert other.number not in page


def test_read_and_unread_ones_and_kinds_are_told_apart(reading, owner):
    new = NoticeFactory(person=owner)
    old = NoticeFactory(person=owner, kind="star", read_on=timezone.localdate())

    def found(query):
        rows = reading.get(LIST + query).context["table"].page.object_list
        return {row.record.pk for row in rows}

    assert found("?stands=unread") == found("?kind=finding_assigned") == {new.pk}
    assert found("?stands=read") == found("?kind=star") == {old.pk}
    assert found("?stands=read&stands=unread") == found("?sort=") == {new.pk, old.pk}
    assert found(f"?q={old.number}") == {old.pk}


def test_who_has_lost_a_place_reads_nothing_more_of_it(reading, owner):
    row = NoticeFactory(person=owner)
    Grant.objects.filter(user=owner).delete()
    GrantFactory(user=owner, code="410883001")

    assert row.number not in text(reading.get(LIST))
    assert reading.get(reverse("notice-detail", args=[row.pk])).status_code == 404


@pytest.mark.parametrize(("name", "method"), [("notice-detail", "get"), ("notice-read", "post")])
def test_a_foreign_notice_answers_like_a_missing_one(client, superior, owner, name, method):
    row = NoticeFactory(person=owner)
    client.force_login(superior)
    foreign, missing, huge = (
        getattr(client, method)(reverse(name, args=[key])) for key in (row.pk, row.pk + 1, 10**30)
    )

    assert {foreign.status_code, missing.status_code, huge.status_code} == {404}
    row.refresh_from_db()
    assert row.read_on is None


# --- Reading -------------------------------------------------------------------------------


def test_looking_at_a_notice_does_not_mark_it(reading, owner):
    row = NoticeFactory(person=owner)
    page = text(reading.get(reverse("notice-detail", args=[row.pk])))

    row.refresh_from_db()
    assert row.read_on is None
    assert reverse("notice-read", args=[row.pk]) in page


def test_one_notice_is_marked_as_read_and_again_changes_nothing(reading, owner):
    row, other = NoticeFactory(person=owner), NoticeFactory(person=owner)
    events = Event.objects.count()
    for _time in range(2):
        answer = reading.post(reverse("notice-read", args=[row.pk]))
        assert answer["Location"] == LIST

    assert list(Notice.objects.unread()) == [other]
    assert actions.mark_read(by=owner, notice=row) == 0
    # What people read is in no log.
    assert Event.objects.count() == events


def test_all_are_marked_but_nobody_elses(reading, owner):
    mine = NoticeFactory.create_batch(3, person=owner)
    button = f'name="newest" value="{mine[-1].pk}"'
    assert button in text(reading.get(LIST))
    other, later = NoticeFactory(), NoticeFactory(person=owner)

    for _time in range(2):
        reading.post(reverse("notice-read-all"), {"newest": mine[-1].pk})

    # What came after the list was opened has not been seen.
    assert list(Notice.objects.unread().order_by("pk")) == [other, later]
    assert reading.get(reverse("notice-read-all")).status_code == 405


@pytest.mark.parametrize("newest", ["", "-1", "x", "１", "9" * 19])
def test_a_button_that_is_not_ours_marks_nothing(reading, owner, newest):
    NoticeFactory(person=owner)

    assert reading.post(reverse("notice-read-all"), {"newest": newest}).status_code == 400
    assert Notice.objects.unread().count() == 1


def test_where_all_is_read_there_is_no_button(reading):
    page = text(reading.get(LIST))

    assert "暂无通知" in page
    assert reverse("notice-read-all") not in page


def test_the_desk_says_how_many_are_unread_for_one_query(reading, owner):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            page = text(reading.get(reverse("desk")))
        return len(captured), f"{LIST}?stands=unread" in page

    none = queries()
    NoticeFactory.create_batch(3, person=owner)

    assert (none[1], queries()) == (False, (none[0], True))


def test_only_the_owner_learns_what_was_read(client, owner, superior):
    row = NoticeFactory(person=owner, read_on=timezone.localdate())
    client.force_login(superior)
    assert row.number not in text(client.get(LIST))

    client.force_login(AdministratorFactory())
    page = text(client.get(reverse("admin:tracker_notice_change", args=[row.pk])))

    assert row.number in page
    assert "field-read_on" not in page
    assert "read_on" not in site._registry[Notice].list_display


# --- How notices arrive --------------------------------------------------------------------


def test_a_robot_is_chosen_and_its_secret_is_shown_nowhere(reading, owner):
    sent = {"pace": "at_once", "robot": "wecom", "hook": HOOK}
    assert reading.post(CHOICE, sent)["Location"] == CHOICE
    assert Channel.objects.get(person=owner).hook == HOOK

    page = text(reading.get(CHOICE))
    event = Event.objects.get(action="notices.choose")
    reading.force_login(AdministratorFactory())
    row = reverse("admin:tracker_channel_change", args=[Channel.objects.get().pk])
    entry = reverse("admin:tracker_event_change", args=[event.pk])
    lists = [reverse(f"admin:tracker_{name}_changelist") for name in ("channel", "event")]
    administration = [text(reading.get(one)) for one in (row, entry, *lists)]
    reading.force_login(GrantFactory(role=Role.AUDITOR, code="4108").user)
    log = [text(reading.get(reverse("log-list") + more)) for more in ("", "?export=csv")]
    log.append(text(reading.get(reverse("log-detail", args=[event.sequence]))))

    assert "qyapi.weixin.qq.com" in page
    assert all("设置了通知的接收方式" in one for one in log)
    for place in (page, event.after + event.before + event.object_name, *administration, *log):
        assert SECRET not in place
    assert event.new["host"] == "qyapi.weixin.qq.com"


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("channel", "hook__startswith=https"),
        ("channel", "hook=x"),
        ("channel", "mailbox__contains=a"),
        ("channel", "secret__startswith=S"),
        ("notice", "read_on__isnull=True"),
        ("dispatch", "notice__read_on__isnull=True"),
        ("user", "channel__hook__startswith=https"),
    ],
)
def test_the_administration_answers_no_question_about_what_it_does_not_show(client, name, question):
    """Letter by letter it would give the secret away."""
    client.force_login(AdministratorFactory())
    address = reverse(f"admin:tracker_{name}_changelist")

    assert client.get(address).status_code == 200
    assert client.get(f"{address}?{question}").status_code == 400


def test_an_empty_address_keeps_the_one_that_is_there(reading, owner):
    ChannelFactory(person=owner, by_mail=False, mailbox="", hook=HOOK)

    reading.post(CHOICE, {"pace": "daily", "robot": "wecom", "hook": ""})

    row = Channel.objects.get()
    assert (row.pace, row.hook) == ("daily", HOOK)


def test_without_a_robot_its_address_is_forgotten(reading, owner):
    ChannelFactory(person=owner, by_mail=False, mailbox="", hook=HOOK)

    reading.post(CHOICE, {"pace": "daily", "robot": "", "hook": ""})

    assert (Channel.objects.get().robot, Channel.objects.get().hook) == ("", "")


SIGNATURE = "SEC-never-shown-8"
DINGTALK = f"https://oapi.dingtalk.com/robot/send?access_token={SECRET}"
ASKED = {"pace": "daily", "robot": "dingtalk", "hook": DINGTALK, "secret": SIGNATURE}


def test_the_secret_of_a_signature_is_kept_and_shown_nowhere(reading, owner, caplog):
    reading.post(CHOICE, ASKED)
    assert Channel.objects.get(person=owner).secret == SIGNATURE

    page = text(reading.get(CHOICE))
    refused = text(reading.post(CHOICE, ASKED | {"pace": "sometimes"}))
    event = Event.objects.get(action="notices.choose")
    reading.force_login(AdministratorFactory())
    row = reverse("admin:tracker_channel_change", args=[Channel.objects.get().pk])
    for place in (page, refused, event.after, text(reading.get(row)), caplog.text):
        assert SIGNATURE not in place
    assert SIGNATURE not in repr(Wish(**ASKED))
    assert "已保存一个密钥" in page
    assert event.new["is_signed"] is True


@pytest.mark.parametrize(
    ("changed", "kept"),
    [
        ({"hook": "", "secret": ""}, SIGNATURE),
        ({"hook": "", "secret": "SEC-new"}, "SEC-new"),
        ({"secret": ""}, ""),  # an address is typed anew: its secret would have been, too
        ({"robot": "feishu", "hook": "", "secret": ""}, ""),
        ({"robot": "wecom", "hook": HOOK, "secret": ""}, ""),
        ({"robot": "", "hook": "", "secret": ""}, ""),
    ],
)
def test_a_secret_is_kept_with_its_robot_and_forgotten_with_it(reading, changed, kept):
    reading.post(CHOICE, ASKED)

    assert reading.post(CHOICE, ASKED | changed)["Location"] == CHOICE

    assert Channel.objects.get().secret == kept


@pytest.mark.parametrize(("robot", "hook"), [("wecom", HOOK), ("", "")])
def test_a_robot_that_takes_no_signature_has_no_secret(reading, owner, robot, hook):
    answer = reading.post(CHOICE, ASKED | {"robot": robot, "hook": hook})

    assert answer.context["form"].errors["secret"]
    assert SIGNATURE not in text(answer)
    with pytest.raises(Refused):
        actions.choose(by=owner, wish=Wish("daily", robot="wecom", hook=HOOK, secret=SIGNATURE))
    with pytest.raises(IntegrityError), transaction.atomic():
        ChannelFactory(secret=SIGNATURE)
    assert Channel.objects.count() == 0


@pytest.mark.parametrize(
    "hook",
    ["", "http://qyapi.weixin.qq.com/x", "https://127.0.0.1/x", "https://a@oapi.dingtalk.com/"],
)
def test_an_address_that_is_not_on_the_list_is_refused_and_not_repeated(reading, hook):
    answer = reading.post(CHOICE, {"pace": "daily", "robot": "wecom", "hook": hook})

    assert answer.status_code == 200
    assert answer.context["form"].errors["hook"]
    assert not hook or hook not in text(answer)
    assert Channel.objects.count() == Event.objects.count() == 0


def test_a_refused_address_stands_nowhere(reading, caplog):
    """Whatever else is wrong with the form, and also where the address itself is in order."""
    for hook, more in (
        (f"https://127.0.0.1/send?key={SECRET}", {}),
        (f"https://qyapi.weixin.qq.com/{SECRET}{'x' * 500}", {}),
        (HOOK, {"pace": "sometimes"}),
    ):
        sent = {"pace": "daily", "robot": "wecom", "hook": hook, **more}
        page = text(reading.post(CHOICE, sent))
        assert "alert" in page
        assert SECRET not in page + caplog.text
    assert SECRET not in repr(Wish("daily", robot="wecom", hook=HOOK))


def test_the_action_refuses_what_the_form_would(owner):
    for wish in (
        Wish("daily", robot="wecom", hook="https://127.0.0.1/x"),
        Wish("daily", robot="wecom"),
        Wish("daily", by_mail=True, mailbox="office@example.gov.cn"),
    ):
        with pytest.raises(Refused):
            actions.choose(by=owner, wish=wish)
    assert Channel.objects.count() == 0


def test_mail_is_offered_only_where_the_site_has_a_mail_server(reading, owner, settings):
    assert 'name="by_mail"' not in text(reading.get(CHOICE))
    settings.EMAIL_URL = "smtp://mail.example.gov.cn"
    assert 'name="by_mail"' in text(reading.get(CHOICE))

    sent = {"pace": "daily", "robot": "", "by_mail": "on", "mailbox": ""}
    assert reading.post(CHOICE, sent).context["form"].errors["mailbox"]
    reading.post(CHOICE, {**sent, "mailbox": "office@example.gov.cn"})

    row = Channel.objects.get(person=owner)
    assert (row.by_mail, row.mailbox) == (True, "office@example.gov.cn")
    assert "office@example.gov.cn" not in Event.objects.get(action="notices.choose").after


def test_while_the_site_has_no_mail_server_an_earlier_choice_of_mail_stays(
    reading, owner, settings
):
    ChannelFactory(person=owner, robot="", hook="", mailbox="office@example.gov.cn")
    settings.EMAIL_URL = ""
    reading.post(CHOICE, {"pace": "at_once", "robot": ""})

    row = Channel.objects.get(person=owner)
    assert (row.pace, row.by_mail, row.mailbox) == ("at_once", True, "office@example.gov.cn")
    assert actions.routes_of(row) == []


def test_choosing_the_same_once_more_writes_nothing(owner):
    wish = Wish("daily", robot="wecom", hook=HOOK)
    for _time in range(2):
        actions.choose(by=owner, wish=wish)

    assert Event.objects.filter(action="notices.choose").count() == 1


def test_a_choice_that_fails_half_way_leaves_nothing(owner, monkeypatch):
    def broken(*_change, **_by):
        raise OSError("power cut")

    monkeypatch.setattr(actions, "record", broken)

    with pytest.raises(OSError, match="power cut"):
        actions.choose(by=owner, wish=Wish("daily", robot="wecom", hook=HOOK))
    assert Channel.objects.count() == 0


@pytest.mark.parametrize("values", [{"mailbox": ""}, {"hook": ""}, {"robot": ""}])
def test_the_database_refuses_a_way_that_leads_nowhere(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        ChannelFactory(**values)


def test_a_place_of_a_notice_is_named(reading, owner):
    row = NoticeFactory(person=owner, code="410871060201")

    page = text(reading.get(reverse("notice-detail", args=[row.pk])))

    with translation.override("zh-hans"):  # of the page
        assert row.area.title in page
        assert row.area.parent.title in page
