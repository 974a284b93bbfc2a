"""What a dashboard costs: bytes over the line, requests, paper."""

import re

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", ["city", "county", "street", "village"])
def test_a_dashboard_weighs_at_most_60_kb_in_at_most_10_requests(visitor, address_of, kind):
    window = visitor(viewport={"width": 1280, "height": 900})
    line = window.context.new_cdp_session(window.page)
    line.send("Network.enable")
    finished = []
    line.on("Network.loadingFinished", lambda event: finished.append(event["encodedDataLength"]))

    window.page.goto(address_of(kind), wait_until="networkidle")

    assert sum(finished) <= 60_000, f"{sum(finished)} bytes"
    assert len(window.requests) <= 10, window.requests


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", ["city", "county", "street", "village"])
def test_a_dashboard_prints_on_at_most_two_a4_pages(visitor, address_of, kind, language):
    window = visitor(language=language)
    window.page.goto(address_of(kind))

    paper = window.page.pdf(format="A4", print_background=True)

    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2
