"""Each rule by a table of cases: a sentence, and what the rule reads in it."""

import datetime as dt

import pytest

from articles.extraction.reading import read
from articles.extraction.rules import EXPLANATIONS
from tests.articles.extraction.places import jiaozuo

DAY = dt.date(2023, 6, 28)
LEAD = "武陟县乔庙镇推进“五星”支部创建。"
# For each rule sentences, and what it reads in them: metric, value, level or star.
CASES = {
    "level_count": [
        ("该镇创成五星支部1个、“四星”支部6个。", [("level_count", 1, 5), ("level_count", 6, 4)]),
        ("该镇创成四星2个、三星5个。", [("level_count", 2, 4), ("level_count", 5, 3)]),
        ("该镇有1个五星支部、6个四星支部。", [("level_count", 1, 5), ("level_count", 6, 4)]),
        ("12个村达到三星。", [("level_count", 12, 3)]),
        ("四星级党支部增至9个。", [("level_count", 9, 4)]),
        ("四星支部由去年的4个增加到9个。", [("level_count", 9, 4)]),
        ("四星支部要再增加4个,总数达到7个。", [("level_count", 7, 4)]),
        ("五星支部要达到90个以上。", [("level_count", 90, 5)]),
        ("其余6个村确保二星。", [("level_count", 6, 2)]),
        ("詹店镇、西陶镇各有2个五星支部。", [("level_count", 2, 5)] * 2),
        ("二星及以下支部29个。", []),
        ("每个乡镇要申报1个五星支部。", [("target_per_unit", 1, 5)]),
        ("三星以上支部11个。", [("other_campaign_figure", 11, 3)]),
    ],
    "level_share": [
        ("三星以上支部占58%。", [("share_at_least", 58, 3)]),
        ("三星及以上支部占比由67%提高到80%。", [("share_at_least", 80, 3)]),
        ("92%的村达到二星以上。", [("share_at_least", 92, 2)]),
        ("三星以上支部占比务必达到75%以上。", [("share_at_least", 75, 3)]),
        ("三星以上村占全县行政村总数的近七成。", [("share_at_least", 70, 3)]),
        ("百分之七十一的村达到三星以上。", [("share_at_least", 71, 3)]),
        ("三星以上占比超八成。", [("share_at_least", 80, 3)]),
    ],
    "level_share_later": [
        ("三星以上支部占46%,明年预计提高到73%。", [("share_at_least", 73, 3)]),
    ],
    "levels_respectively": [
        ("五星、四星支部分别为3个、28个。", [("level_count", 3, 5), ("level_count", 28, 4)]),
        ("五星、四星支部各2个。", [("level_count", 2, 5), ("level_count", 2, 4)]),
    ],
    "level_parts": [
        (
            "该镇有五星支部27个,其中农村21个、城市社区6个。",
            [("level_count", 21, 5), ("level_count", 6, 5)],
        )
    ],
    "level_single": [
        ("关王庙村党支部获评“五星”支部。", [("level_count", 1, 5)]),
        ("关王庙村申报五星支部。", [("level_count", 1, 5)]),
        ("关王庙村顺利通过三星支部验收。", [("level_count", 1, 3)]),
        ("关王庙村通过三星支部创建,面貌一新。", []),
    ],
    "level_first": [
        ("五星支部实现零突破。", [("level_count", 1, 5)]),
        ("推动关王庙村实现五星支部零的突破。", [("level_count", 1, 5)]),
    ],
    "level_none": [
        ("五星空白,四星支部仅有1个。", [("level_count", 0, 5)]),
        ("该镇五星支部仍为零。", [("level_count", 0, 5)]),
        ("该镇填补了五星支部空白。", []),
        ("该镇五星空白村较多。", []),
    ],
    "star_count": [
        ("该镇有产业兴旺星支部4个。", [("star_count", 4, "industry")]),
        ("12个村获“平安法治星”。", [("star_count", 12, "safety")]),
    ],
    "stars_respectively": [
        (
            "产业兴旺、生态宜居星分别达到3个、24个。",
            [("star_count", 3, "industry"), ("star_count", 24, "ecology")],
        )
    ],
    "star_single": [("关王庙村荣获“文明幸福星”。", [("star_count", 1, "civility")])],
    "mechanism_known": [("全面推行“13710”工作制度。", [("mechanism", None, None)])],
    "mechanism_rhythm": [("坚持周通报、月调度、季观摩。", [("mechanism", None, None)])],
    "mechanism_quoted": [("建立“双绑”机制。", [("mechanism", None, None)])],
    "level_later": [
        ("四星支部只有1个,今年申报4个。", [("level_count", 4, 4)]),
        ("四星支部2个,预计明年达到5个。", [("level_count", 5, 4)]),
        ("四星支部2个,发现问题5个。", []),
    ],
    "level_by_place": [
        ("温县“五星”支部8个;武陟县5个。", [("level_count", 5, 5)]),
        ("温县“五星”支部8个;沁阳市、孟州市各6个。", [("level_count", 6, 5)] * 2),
        ("温县“五星”支部8个;武陟县项目5个。", []),
    ],
    "level_table": [
        (
            "\n单位  五星  四星  合计\n詹店镇  1  3  9\n西陶镇  0  -  12\n",
            [
                ("level_count", 1, 5),
                ("level_count", 3, 4),
                ("level_count", 0, 5),
            ],
        ),
        ("\n单位  支部  党员  合计\n詹店镇  1  3  9\n", []),
        ("\n单位  五星  四星\n合计  4  12\n", []),
    ],
    "scores": [
        (
            "观摩评比中,詹店镇得分95.6分,西陶镇94.2分。",
            [("score", 95.6, None), ("score", 94.2, None)],
        ),
        ("经现场打分,关王庙村以97分拔得头筹。", [("score", 97, None)]),
        (
            "观摩中,詹店镇、西陶镇综合得分分别为96.4分、95.9分。",
            [("score", 96.4, None), ("score", 95.9, None)],
        ),
        (
            "观摩中,詹店镇、西陶镇得分分别为96.4分、95.9分、94分。",
            [("score", 96.4, None), ("score", 95.9, None)],
        ),
        ("观摩中,詹店镇、西陶镇得分分别为96.4分。", []),
        (
            "经综合打分,詹店镇、西陶镇位居前两名,得分分别为97.2分、96.5分。",
            [("score", 97.2, None), ("score", 96.5, None)],
        ),
        ("观摩打分实行百分制,满分100分,每个亮点加5分。", []),
        ("按照评分标准,詹店镇90分以上的村可申报。", []),
        ("观摩当天,詹店镇中学中考平均分612分。", []),
        ("观摩时,詹店镇的王秀英用积分380分兑换洗衣粉。", []),
        ("评比之余,詹店镇信用评分98分的户可以贷款。", []),
        ("观摩后,詹店镇以46分胜出篮球赛。", []),
    ],
    "ranks": [
        ("在观摩评比中,詹店镇位列全县第一。", [("rank", 1, None)]),
        ("季度观摩中,詹店镇以92.75分的成绩排名第2。", [("rank", 2, None)]),
        ("观摩评比中,詹店镇、西陶镇分列第二、第三名。", [("rank", 2, None), ("rank", 3, None)]),
        ("该镇三星以上占比86.4%,居全县第二位。", [("rank", 2, None)]),
        ("该镇粮食产量居全县第二位。", []),
        ("观摩评比排名第一的村奖励2万元。", []),
        ("詹店镇观摩评比位列第一季度先进。", []),
        ("观摩评比中,詹店镇营商环境排名第一。", []),
        ("督导组由詹店镇驻村第一书记带队。", []),
    ],
    "places_listed": [
        (
            "\n观摩战报\n第一名:詹店镇96.8分\n第二名:西陶镇95分\n",
            [("rank", 1, None), ("rank", 2, None)],
        ),
        ("第一名奖励詹店镇2万元。", []),
        ("\n篮球赛排名\n第一名:詹店镇\n", []),
    ],
    "first_places": [
        ("观摩评比中,詹店镇拔得头筹。", [("rank", 1, None)]),
        ("詹店镇五星支部2个,居全县首位。", [("rank", 1, None)]),
        ("詹店镇五星支部2个,苹果产量居全县首位。", []),
        ("詹店镇招商工作居全县首位。", []),
    ],
    "pay": [("排名第一的村工作报酬上浮10%。", [("pay_adjustment", 10, None)])],
    "rates": [("矛盾化解率达98.6%。", [("other_campaign_figure", 98.6, None)])],
    "money": [
        ("给予每个村5万元奖励。", [("award_money", 50000, None)]),
        ("摘一颗星奖5000元。", [("award_money", 5000, None)]),
        ("今年计划拿出150万元,用于创建奖补。", [("award_money", 1500000, None)]),
        ("33个村集体经济收入全部突破10万元。", []),
        ("争取上级资金近5000万元。", [("project_money", 50000000, None)]),
        ("引导乡贤捐资63万元。", [("project_money", 630000, None)]),
    ],
    "honours": [("颁发流动红旗5面。", [("award_count", 5, None)])],
    "findings": [
        ("共发现问题458个。", [("finding_count", 458, None)]),
        ("立行立改问题374个。", [("immediate_count", 374, None)]),
        ("限期整改问题84个。", [("deadline_count", 84, None)]),
        ("梳理需要整改的问题231个。", [("finding_count", 231, None)]),
        (
            "查出问题98个,剩余21个限10月15日前整改完毕。",
            [("finding_count", 98, None), ("deadline_count", 21, None)],
        ),
        (
            "共发现24个问题,已解决20个。",
            [("finding_count", 24, None), ("rectified_count", 20, None)],
        ),
    ],
    "findings_all_right": [
        ("收集问题186个,已全部整改到位。", [("rectified_count", 186, None)]),
        ("交办的85个问题已全部销号。", [("rectified_count", 85, None)]),
    ],
    "cases": [("调解矛盾纠纷43起。", [("issue_case_count", 43, None)])],
    "visits": [("累计走访群众1300余户。", [("visit_count", 1300, None)])],
    "occasions": [
        ("召开推进会6次。", [("meeting_count", 6, None)]),
        ("举办培训班15期。", [("training_count", 15, None)]),
        ("组织文体活动10余场。", [("activity_count", 10, None)]),
        ("书记每季度至少调研1次。", [("inspection_count", 1, None)]),
    ],
    "bulletins": [("编发督导通报11篇。", [("bulletin_count", 11, None)])],
    "activities_held": [("志愿活动有声有色,共开展25次。", [("activity_count", 25, None)])],
    "grids": [("划分67个全科网格。", [("grid_count", 67, None)])],
    "grid_parts": [
        (
            "划分67个全科网格(其中村31个,社区36个)。",
            [("grid_count", 31, None), ("grid_count", 36, None)],
        )
    ],
    "people": [
        ("配备1047名专职、兼职网格员。", [("grid_staff_count", 1047, None)]),
        ("累计培训3100余人次。", [("participant_count", 3100, None)]),
        ("542人取得证书。", [("certificate_count", 542, None)]),
        ("组织28个村党支部书记交流。", [("staff_count", 28, None)]),
        ("43个行政村党支部书记参加。", [("participant_count", 43, None)]),
    ],
    "households": [("评选“五美庭院”54户。", [("household_count", 54, None)])],
    "work_count": [
        ("梳理127个项目。", [("project_count", 127, None)]),
        ("对照29项标准。", [("standard_count", 29, None)]),
        ("清单只列3~6项重点任务。", [("task_count", 3, None)]),
    ],
    "work_completed": [("实施项目42个,已完工39个。", [("project_count", 39, None)])],
    "named_actions": [("以“甲、乙、丙”三大行动为抓手。", [("measure_count", 3, None)])],
    "units_inspected": [("对辖区13个村进行观摩。", [("inspected_count", 13, None)])],
    "unit_count": [
        ("该镇有34个行政村。", [("unit_count", 34, None)]),
        ("该镇辖9个村、1个社区。", [("unit_count", 9, None), ("unit_count", 1, None)]),
        ("该镇确定1个村为试点。", []),
    ],
    "sites": [("建成实训基地8个。", [("site_count", 8, None)])],
    "enterprises": [("为壮大村集体经济,吸引11家企业落户。", [("enterprise_count", 11, None)])],
    "cleared": [("清理垃圾11吨。", [("clearance_amount", 11, None)])],
}


def test_every_rule_has_its_table():
    assert set(CASES) == set(EXPLANATIONS)


@pytest.mark.parametrize(
    ("rule", "sentence", "expected"),
    [(rule, *case) for rule, cases in CASES.items() for case in cases],
)
def test_a_rule_reads_its_cases(rule, sentence, expected):
    claims = [one for one in read(LEAD * 3 + sentence, jiaozuo(), DAY) if one.rule == rule]

    measured = [
        (one.metric, None if one.value is None else float(one.value), one.level or _star(one))
        for one in claims
    ]
    assert measured == expected


def _star(claim):
    return claim.star.value if claim.metric == "star_count" else None


@pytest.mark.parametrize(
    "sentence",
    [
        "全市新增五星级酒店2家、四星级酒店3家。",
        "评出五星级文明户320户、四星级志愿者46名。",
        "评选十星级文明户18户。",
        "五星红旗高高飘扬,三星堆展出文物12件。",
        "浙江省某市评出五星党支部31个。",
        "网友给出五星好评5000个。",
        "“五星”酒店12家、三星级景区3个。",
        "中学生运动会上,詹店镇中学以86分获团体第一名。",
        "信用评分98分的农户有12户,詹店镇位列第一。",
        "王秀英家积分520分,在詹店镇排名第一。",
    ],
)
def test_other_stars_give_nothing(sentence):
    assert read("本报讯(记者某某)" + sentence, jiaozuo(), DAY) == []
