"""Money and percentages: project money, rewards, pay, income, shares."""

from __future__ import annotations

import re

from articles.extraction.marking import gettext_noop
from articles.extraction.rules.counted import Counted, each
from articles.extraction.rules.passage import Found, Rule
from articles.extraction.terms import Metric, Nature, Precision, Unit

_REWARD = re.compile(r"奖励|奖补|奖金|奖给|给予奖|以奖代补|奖励资金|补助|嘉奖|奖\|")
_PAY = re.compile(r"工资|报酬|绩效|补贴|待遇|薪酬|奖金")
_UP = re.compile(r"上浮|增补|增加|提高|上调|奖励|上涨|增发")
_DOWN = re.compile(r"下浮|扣发|扣减|降低|下调|减发|扣除|下降|扣")
_INCOME = re.compile(r"收入|增收|分红|利润|收益")
_GROWTH = re.compile(r"增长|增幅|同比|提高了|上升")
_FUNDS = re.compile(
    r"资金|投资|投入|专项债|争取|筹措|筹集|列支|帮扶|扶持|经费|总投|拨付|整合|募集|捐赠|预算|贷款|社会资本|融资|捐资|捐款|自筹|筹资|集资"
)
_EVERY = re.compile(r"(?:全部|均|都)(?:已|将|要)?$")
_DEED = re.compile(r"给予|奖励|发放|颁发|每个")
_TAKING_PART = re.compile(r"参与率|覆盖率|参会率|参加率|参训率|到会率|知晓率")
_RATE = re.compile(
    r"(?:整改|化解|办结|销号|完成|满意|解决|达标|开工|完工|办理|回复|整改完成|整改到位|入户|合格)(?:率|度)"
)
_SHOWN = 8  # characters before a rate that belong to the figure


def read_money(one: Counted) -> Found | None:
    """专项债近5000万元; 给予5万元奖励; 村集体增收10万余元."""
    quantity = one.quantity
    if quantity.measure != "元" or quantity.value <= 0:
        return None
    if quantity.precision == Precision.OVER and one.right.startswith("的"):
        return None  # 收入10万元以上的村: a measure for villages, no sum
    near = one.left[-14:] + "|" + one.right[:8]
    if (ahead := one.passage.after(quantity.end, 14)).startswith(",用于"):
        near += ahead
    if quantity.left in ("、", "和"):  # 分别奖励1万元、8000元
        near = one.clause
    if _REWARD.search(near):
        metric = Metric.AWARD_MONEY
    elif _INCOME.search(near) and _is_mark(one):
        return None  # 各村收入均突破10万元
    elif _INCOME.search(near):
        metric = Metric.INCOME
    elif _FUNDS.search(near):
        metric = Metric.PROJECT_MONEY
    else:
        return None
    start, end = _span(one, re.compile("|".join(p.pattern for p in (_REWARD, _INCOME, _FUNDS))))
    return Found(
        start,
        end,
        metric,
        quantity.value,
        Unit.YUAN,
        precision=quantity.precision,
        sure=0.85,
        villages=True,
    )


def _is_mark(one: Counted) -> bool:
    """Tell whether all have passed a sum: then it is nobody's income."""
    return one.quantity.precision == Precision.OVER and bool(_EVERY.search(one.quantity.left))


def _span(one: Counted, names: re.Pattern[str]) -> tuple[int, int]:
    """Let the figure take in the word that says what money it is."""
    stem = one.quantity.left[-12:]
    before = list(names.finditer(stem))
    if before:
        return one.quantity.start - len(stem) + before[-1].start(), one.quantity.end
    after = names.search(one.right[:8])
    return one.quantity.start, one.quantity.end + (after.end() if after else 0)


def read_pay(one: Counted) -> Found | None:
    """工作报酬上浮10%, 末位的下浮10%: never negative, the term says which."""
    if one.quantity.measure != "%":
        return None
    near = one.left[-10:] + one.right[:4]
    up, down = _UP.search(near), _DOWN.search(near)
    if not (up or down) or not _PAY.search(one.passage.words):
        return None
    if _INCOME.search(one.clause):
        return None
    start, end = _span(one, re.compile(f"{_UP.pattern}|{_DOWN.pattern}"))
    return Found(
        start,
        end,
        Metric.PAY_ADJUSTMENT,
        one.quantity.value,
        Unit.PERCENT,
        term="报酬下浮" if down else "报酬上浮",
        nature=Nature.REPORTED,
        sure=0.85,
    )


def read_rates(one: Counted) -> Found | None:
    """平均参与率80%, 化解率达100%; 收入同比增长92%."""
    if one.quantity.measure != "%":
        return None
    near = one.left[-_SHOWN:]
    if _TAKING_PART.search(near):
        metric, names = Metric.PARTICIPATION_SHARE, _TAKING_PART
    elif _RATE.search(near):
        metric, names = Metric.OTHER, _RATE
    elif _GROWTH.search(near) and _INCOME.search(one.passage.words):
        metric, names = Metric.INCOME_GROWTH, _GROWTH
    else:
        return None
    start, end = _span(one, names)
    said = names.search(near)
    return Found(
        start,
        end,
        metric,
        one.quantity.value,
        Unit.PERCENT,
        precision=one.quantity.precision,
        term=said.group() if said and metric == Metric.OTHER else "",
        sure=0.82,
    )


RULES = (
    Rule(
        "pay",
        gettext_noop("A percentage by which pay is raised or cut for a rank."),
        each(read_pay),
    ),
    Rule(
        "rates",
        gettext_noop("A percentage follows the name of a rate."),
        each(read_rates),
    ),
    Rule(
        "money",
        gettext_noop("A sum of money, with the word for a reward, an income or project money."),
        each(read_money),
    ),
)
