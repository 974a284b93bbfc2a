"""The example proxy lets through what the site takes: a refusal there has no words."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from tracker.claims.terms import LARGEST_DELIVERY
from tracker.inspections.pictures import LARGEST_FILE
from tracker.sheets.terms import Limits

CONF = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text("utf-8")
_SIZE = r"client_max_body_size ([0-9]+)m;"


def limit_at(path: str) -> int:
    """Return how many bytes nginx lets through at an address: an exact one goes first."""
    for sign, place, inside in re.findall(r"location (=|~) (\S+) \{([^}]*)\}", CONF):
        if (sign == "=" and place == path) or (sign == "~" and re.search(place, path)):
            return int(re.search(_SIZE, inside)[1]) * 1024 * 1024
    return int(re.search(_SIZE, CONF)[1]) * 1024 * 1024


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        (reverse("changeset-new"), Limits().csv_bytes),
        (reverse("page-receive"), LARGEST_DELIVERY),
        (reverse("photo-add", args=[7]), LARGEST_FILE),
        (reverse("api-changeset-list"), settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
        (reverse("target-list"), settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
    ],
)
def test_the_proxy_takes_a_little_more_than_the_site(path, taken):
    assert taken < limit_at(path) <= taken + 1024 * 1024
