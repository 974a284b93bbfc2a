"""At most once, whatever breaks: killed in between, delivered twice, two at once."""

import pytest
from django.core import mail as mails
from django.db.models.functions import Now

from tests.factories.notices import DispatchFactory
from tests.tracker.notices.telling import by_mail, look, send, states
from tracker.jobs.querysets import from_now
from tracker.notices import leases, posting
from tracker.notices.models import Dispatch
from tracker.notices.terms import Route, State


@pytest.mark.django_db
def test_what_a_killed_process_had_claimed_is_never_sent_again(cast, on, mail):
    on("2023-06-21")
    by_mail(cast.secretary)
    cast.up_to("assigned")
    look()
    assert len(leases.claim(cast.secretary.pk, Route.MAIL, "killed")) == 1
    send()
    assert states(cast.secretary) == [("mail", "sending")]

    Dispatch.objects.update(lease_until=from_now(-1))
    send()

    assert (mails.outbox, states(cast.secretary)) == ([], [("mail", "unknown")])


@pytest.mark.django_db
def test_the_claim_is_committed_before_anything_is_sent(cast, on, mail, monkeypatch):
    on("2023-06-21")
    by_mail(cast.secretary)
    cast.up_to("assigned")
    look()
    seen = []
    post = posting.post_mail

    def watching(*words):
        seen.extend(Dispatch.objects.filter(lease_until__gt=Now()).values_list("state", flat=True))
        seen.append(leases.claim(cast.secretary.pk, Route.MAIL, "second"))
        post(*words)

    monkeypatch.setattr("tracker.notices.sending.post_mail", watching)
    send()

    assert (seen, len(mails.outbox)) == (["sending", []], 1)


@pytest.mark.django_db
def test_who_lost_a_message_marks_nothing(db):
    row = DispatchFactory(state=State.SENDING, owner="new")

    assert leases.settle("old", State.SENT) == 0
    leases.refused("old", counts=True)
    leases.drop([row], "old")

    row.refresh_from_db()
    assert (row.state, row.owner, row.attempts) == ("sending", "new", 0)
