"""In the administration titles and dates are corrected; positions and digests are not."""

import pytest
from django.urls import reverse

from tests.factories.articles import ArticleFactory, PageFactory
from tests.factories.people import AdministratorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    client.force_login(AdministratorFactory())
    return client


def test_a_date_is_corrected_and_a_digest_is_not(officer):
    page = PageFactory()

    officer.post(
        reverse("admin:articles_page_change", args=[page.pk]),
        {
            "paper": "焦作日报",
            "published_on": "2023年6月28日",
            "date_precision": "day",
            "sha256": "f" * 64,
            "characters": 1,
        },
    )

    before = (page.sha256, page.characters)
    page.refresh_from_db()
    assert (str(page.published_on), page.date_inferred) == ("2023-06-28", False)
    assert (page.sha256, page.characters) == before


def test_a_position_is_shown_and_not_typed(officer):
    article = ArticleFactory(start=119, end=2890)

    officer.post(
        reverse("admin:articles_article_change", args=[article.pk]),
        {"title": "改正的标题", "start": 0, "end": 1},
    )

    article.refresh_from_db()
    assert (article.title, article.start, article.end) == ("改正的标题", 119, 2890)
    listed = officer.get(reverse("admin:articles_article_changelist"))
    assert "120–2890" in listed.content.decode()


@pytest.mark.parametrize("name", ["page", "article"])
def test_rows_come_from_the_files_only(officer, name):
    row = ArticleFactory()
    key = row.page_id if name == "page" else row.pk

    assert officer.get(reverse(f"admin:articles_{name}_add")).status_code == 403
    assert officer.post(reverse(f"admin:articles_{name}_delete", args=[key])).status_code == 403
