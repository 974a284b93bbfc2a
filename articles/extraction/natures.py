"""Planned or reported: the words that decide, and how far each reaches."""

from __future__ import annotations

import re

from articles.extraction.terms import Nature

_FUTURE = (
    r"继续|进一步|以|围绕|紧紧|开展|组织|安排|投入|创建|建设|实施|打造|通过|对|在|于|达|有|新建|再|力争|坚持|陆续|全面|"
    r"推动|新增|培育|申报|争取|确保|评选|整改|完成|召开|举办"
)
_PLANNED = re.compile(
    r"计划|规划|拟(?:创|申|建|于|投|评|实|培|打|新|定)|申报|力争|争取(?!到|了|上级|资金|项目)|目标|"
    r"预计|打算|确保|谋划|争创|瞄准|锁定|精准定位|下一步|明年|将(?!军|士|相|近)|创建(?:村|社区)|"
    r"要(?:申报|创|达|确保|实现|力争|培育|打造|完成|翻|增|再|新|冲|争)|务必|必须|确定(?:今年|全年|年内)?(?:创|申|建)|提出|推动|至少|不少于|冲刺|有望"
)
_REPORTED = re.compile(
    r"已(?!经?规划|初步规划|计划|申报|谋划)|创成|建成|获评|被?评为|评定|认定|命名|授予|荣获|摘得|晋升|成功|共有|现有|"
    r"(?:通过|经)(?:验收|评定|考核|复核)|截至|实现了|达到了|完成了|评出|评选出|涌现"
)
# Words that keep their future even before 创成: 力争创成.
_CLAUSE = re.compile(r"[,;]")
_GOAL_AFTER = re.compile(r"^[^,;。]{0,40}?(?:创建)?(?:目标|规划|计划|任务)")
_WILL = re.compile(r"^[^,;。]{0,24}?将(?:" + _FUTURE + r")")
# The rest of a sentence that begins so is a plan.
_PLAN_AHEAD = re.compile(
    r"^[^,;。]{0,24}?(?:将(?:" + _FUTURE + r")|(?<![按照据])计划|下一步|力争|拟(?:于|定|对|建))"
)


def of_level(words: str, position: int, after: str) -> Nature | None:
    """Return whether a level or star is planned or reached; None where no word says it.

    ``words`` is the sentence, ``position`` where the figure ends in it: 4个村申报五星
    holds the word itself. The last deciding word counts; 创成 after 力争 in one clause
    stays a plan.
    """
    before = words[:position]
    planned = _last(_PLANNED, before)
    reported = _last(_REPORTED, before)
    if planned < 0 and reported < 0:
        return Nature.PLANNED if _GOAL_AFTER.match(after) else None
    if reported > planned >= 0 and not _CLAUSE.search(before, planned, reported):
        return Nature.PLANNED
    return Nature.PLANNED if planned > reported else Nature.REPORTED


def of_work(words: str, position: int) -> Nature | None:
    """Return whether work (projects, meetings, money) is planned or done; None if unsaid.

    The last deciding word of its own clause counts, else the beginning of the sentence.
    """
    before = words[:position]
    clause = before[max(before.rfind(sign) for sign in ",;。:") + 1 :]
    planned, reported = _last(_WORK_PLANNED, clause), _last(_REPORTED, clause)
    if planned >= 0 and planned > reported:
        return Nature.PLANNED
    if reported >= 0:
        return Nature.REPORTED
    return Nature.PLANNED if position > 0 and _PLAN_AHEAD.match(words) else None


def leads_a_plan(words: str) -> bool:
    """Tell whether the first sentence of a paragraph makes it a plan: 该区将以……为抓手."""
    return bool(_WILL.match(words))


def heads_a_plan(words: str, *, heading: bool) -> bool:
    """Tell whether a headline names a plan (创建规划表), or a sentence leads to one (规划如下:)."""
    return bool(_PLAN_HEADED.search(words) if heading else _PLAN_FOLLOWS.search(words))


def asks_for_a_plan(words: str) -> bool:
    """Tell whether a sentence is a question about what is aimed at."""
    return words.endswith("?") and bool(_AIMS.search(words))


_AIMS = re.compile(r"目标|打算|计划|规划|下一步|接下来")
_PLAN_NAMED = r"(?:创建|工作|年度|目标|申报|任务)*(?:规划|计划|目标|申报)"
_PLAN_HEADED = re.compile(rf"{_PLAN_NAMED}(?:任务|目标|情况)?(?:台账|一览表?|汇总表?|名单|表)")
_PLAN_FOLLOWS = re.compile(rf"{_PLAN_NAMED}(?:情况|任务|名单|分解)?(?:具体)?(?:如下|为):$")
_WORK_PLANNED = re.compile(
    rf"计划|拟(?:创|申|建|于|投|评|实|培|打|新|定)|力争|预计|打算|确保|谋划|下一步|明年|将(?:{_FUTURE})|"
    r"要(?:确保|实现|力争|完成)|至少|不少于|不低于|每[周月季年]"
)


def _last(pattern: re.Pattern[str], text: str) -> int:
    place = -1
    for found in pattern.finditer(text):
        place = found.start()
    return place
