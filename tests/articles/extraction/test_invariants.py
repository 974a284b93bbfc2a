"""What holds for every text: places match, reading repeats itself and never raises."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.extraction.reading import read
from tests.articles.extraction.places import jiaozuo

PIECES = [
    *(
        "“五星”支部",
        "四星",
        "三星以上",
        "支部",
        "个",
        "12",
        "1.2万",
        "百分之七十六",
        "76%",
        "占",
        "占比",
    ),
    *(
        "、",
        "，",
        "。",
        "；",
        "\n",
        "\n\n",
        " ",
        "（",
        "）",
        "“",
        "”",
        '"',
        "２",
        "％",
        "3~6项",
        "两",
    ),
    *(
        "该街道",
        "全区",
        "文苑街道",
        "磨头镇",
        "关王庙村",
        "示范区",
        "2022年",
        "去年",
        "第二季度",
        "2月31日",
    ),
    *(
        "产业兴旺星",
        "发现问题",
        "整改",
        "项目",
        "万元",
        "分别为",
        "申报",
        "创成",
        "本报讯(记者某某)",
        "□",
    ),
]
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
)
DAY = dt.date(2023, 6, 28)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_is_read_the_same_twice_and_places_lie_in_it(text):
    claims = read(text, jiaozuo(), DAY, context=True)

    assert claims == read(text, jiaozuo(), DAY, context=True)
    for claim in claims:
        assert (
            0 <= claim.sentence_start <= claim.start < claim.end <= claim.sentence_end <= len(text)
        )
        said = claim.subject
        assert text[said.start : said.end] == said.named_as or said.start == said.end == 0
        assert 0 < claim.confidence <= 1


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_text_without_a_date_is_read_too(text):
    read(text, jiaozuo())
