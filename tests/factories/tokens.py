"""Examples of keys of programs."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tests.factories.people import UserFactory
from tracker.tokens.models import Token
from tracker.tokens.secrets import SHOWN, digest_of, new_secret


class TokenFactory(DjangoModelFactory):
    """A token that works for a month; give `secret` to know it: it is stored nowhere."""

    class Meta:
        model = Token
        exclude = ["secret"]

    secret = factory.LazyFunction(new_secret)
    owner = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"报表程序{n}")
    beginning = factory.LazyAttribute(lambda token: token.secret[:SHOWN])
    digest = factory.LazyAttribute(lambda token: digest_of(token.secret))
    epoch = factory.LazyAttribute(lambda token: token.owner.session_epoch)
    expires_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=30))


def secret_for(user, scope: str = "read") -> str:
    """Return the secret of a new token of somebody."""
    secret = new_secret()
    TokenFactory(owner=user, scope=scope, secret=secret)
    return secret
