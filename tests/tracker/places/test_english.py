"""Names of places in English, for every county and street we ship."""

import csv
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.places import AreaFactory
from tracker.places.english import english_name
from tracker.places.models import Area
from tracker.places.names import street_name
from tracker.places.terms import Level

FILE = Path(settings.BASE_DIR) / "data" / "areas" / "jiaozuo.csv"
COUNTIES = {
    "解放区": "Jiefang District",
    "中站区": "Zhongzhan District",
    "马村区": "Macun District",
    "山阳区": "Shanyang District",
    "修武县": "Xiuwu County",
    "博爱县": "Bo'ai County",
    "武陟县": "Wuzhi County",
    "温县": "Wenxian County",
    "焦作城乡一体化示范区": "Jiaozuo Integration Demonstration Zone",
    "沁阳市": "Qinyang City",
    "孟州市": "Mengzhou City",
}
STREETS = """
民生街道 Minsheng Sub-district
民主街道 Minzhu Sub-district
新华街道 Xinhua Sub-district
焦西街道 Jiaoxi Sub-district
焦南街道 Jiaonan Sub-district
焦北街道 Jiaobei Sub-district
七百间街道 Qibaijian Sub-district
上白作街道 Shangbaizuo Sub-district
王褚街道 Wangchu Sub-district
李封街道 Lifeng Sub-district
王封街道 Wangfeng Sub-district
朱村街道 Zhucun Sub-district
冯封街道 Fengfeng Sub-district
龙洞街道 Longdong Sub-district
月山街道 Yueshan Sub-district
丹河街道 Danhe Sub-district
许衡街道 Xuheng Sub-district
府城街道 Fucheng Sub-district
龙翔街道 Longxiang Sub-district
马村街道 Macun Sub-district
武王街道 Wuwang Sub-district
冯营街道 Fengying Sub-district
九里山街道 Jiulishan Sub-district
待王街道 Daiwang Sub-district
安阳城街道 Anyangcheng Sub-district
演马街道 Yanma Sub-district
东方红街道 Dongfanghong Sub-district
焦东街道 Jiaodong Sub-district
百间房街道 Baijianfang Sub-district
太行街道 Taihang Sub-district
艺新街道 Yixin Sub-district
光亚街道 Guangya Sub-district
定和街道 Dinghe Sub-district
中星街道 Zhongxing Sub-district
新城街道 Xincheng Sub-district
城关镇 Chengguan Town
七贤镇 Qixian Town
郇封镇 Xunfeng Town
周庄镇 Zhouzhuang Town
云台山镇 Yuntaishan Town
王屯乡 Wangtun Township
五里源乡 Wuliyuan Township
西村乡 Xicun Township
小营工贸区 Xiaoying Industry and Trade Zone
清化镇街道 Qinghuazhen Sub-district
鸿昌街道 Hongchang Sub-district
柏山镇 Baishan Town
月山镇 Yueshan Town
许良镇 Xuliang Town
磨头镇 Motou Town
孝敬镇 Xiaojing Town
寨豁乡 Zhaihuo Township
金城乡 Jincheng Township
国营博爱农场 Bo'ai State Farm
木城街道 Mucheng Sub-district
龙源街道 Longyuan Sub-district
龙泉街道 Longquan Sub-district
木栾街道 Muluan Sub-district
詹店镇 Zhandian Town
西陶镇 Xitao Town
谢旗营镇 Xieqiying Town
大封镇 Dafeng Town
乔庙镇 Qiaomiao Town
圪垱店镇 Gedangdian Town
嘉应观乡 Jiayingguan Township
三阳乡 Sanyang Township
小董乡 Xiaodong Township
大虹桥乡 Dahongqiao Township
北郭乡 Beiguo Township
武陟宁郭农场 Wuzhi Ningguo Farm
温泉街道 Wenquan Sub-district
岳村街道 Yuecun Sub-district
张羌街道 Zhangqiang Sub-district
黄河街道 Huanghe Sub-district
祥云镇 Xiangyun Town
番田镇 Pantian Town
黄庄镇 Huangzhuang Town
武德镇 Wude Town
赵堡镇 Zhaobao Town
招贤乡 Zhaoxian Township
北冷乡 Beileng Township
国营温县农场 Wenxian State Farm
李万街道 Liwan Sub-district
文苑街道 Wenyuan Sub-district
文昌街道 Wenchang Sub-district
阳庙镇 Yangmiao Town
宁郭镇 Ningguo Town
苏家作乡 Sujiazuo Township
覃怀街道 Qinhuai Sub-district
怀庆街道 Huaiqing Sub-district
太行街道 Taihang Sub-district
沁园街道 Qinyuan Sub-district
崇义镇 Chongyi Town
西向镇 Xixiang Town
西万镇 Xiwan Town
柏香镇 Baixiang Town
山王庄镇 Shanwangzhuang Town
紫陵镇 Ziling Town
常平乡 Changping Township
王召乡 Wangzhao Township
王曲乡 Wangqu Township
大定街道 Dading Sub-district
会昌街道 Huichang Sub-district
河雍街道 Heyong Sub-district
河阳街道 Heyang Sub-district
化工镇 Huagong Town
南庄镇 Nanzhuang Town
城伯镇 Chengbo Town
谷旦镇 Gudan Town
赵和镇 Zhaohe Town
西虢镇 Xiguo Town
槐树乡 Huaishu Township
"""


def shipped(length):
    """Return (shown name, official name, pinyin) of the areas whose code has this length."""
    rows = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))
    official = {row["code"]: row["name"] for row in rows}
    return [
        (
            row["display_name"]
            or street_name(row["name"], [official[row["code"][:n]] for n in (2, 4, 6)]),
            row["name"],
            row["pinyin"],
        )
        for row in rows
        if len(row["code"]) == length
    ]


def test_every_county_has_its_english_name():
    found = {
        official: english_name(official, pinyin, level=Level.COUNTY)
        for _name, official, pinyin in shipped(6)
    }

    assert found == COUNTIES


def test_every_street_has_its_english_name():
    found = [
        f"{name} {english_name(name, pinyin, level=Level.STREET)}"
        for name, _official, pinyin in shipped(9)
    ]

    assert len(found) == 112
    assert found == STREETS.split("\n")[1:-1]


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("南李万村", "Nanliwan Village"),
        ("待王社区", "Daiwang Community"),
        ("恩村二街村", "Encun'erjie Village"),
        ("东安村", "Dong'an Village"),
        ("吕庄村", "Lüzhuang Village"),
        ("郭村", "Guocun Village"),
        ("环北西路社区", "Huanbeixilu Community"),
        ("床金嘎查", "Chuangjin Gacha"),
        ("待王村民委员会", "Daiwang Villagers’ Committee"),
        ("待王社区居民委员会", "Daiwang Community Residents’ Committee"),
        ("雪莲虚拟社区", "Xuelian Virtual Community"),
        ("农场虚拟生活区", "Nongchang Virtual Living Area"),
        ("社区", "Community"),
        ("3区", "3qu"),
    ],
)
def test_a_village_has_the_word_for_its_kind(name, english):
    assert english_name(name, level=Level.VILLAGE) == english


@pytest.mark.parametrize(
    ("name", "level", "english"),
    [
        ("河南省", Level.PROVINCE, "Henan Province"),
        ("陕西省", Level.PROVINCE, "Shaanxi Province"),
        ("新疆维吾尔自治区", Level.PROVINCE, "Xinjiang Uygur Autonomous Region"),
        ("焦作市", Level.CITY, "Jiaozuo City"),
        ("西安市", Level.CITY, "Xi'an City"),
        ("阿拉善盟", Level.CITY, "Alashan League"),
        ("丰县", Level.COUNTY, "Fengxian County"),
        ("东王封街道办事处", Level.STREET, "Dongwangfeng Sub-district"),
        ("国营博爱农场", Level.STREET, "Bo'ai State Farm"),
        ("马村", Level.STREET, "Macun"),
    ],
)
def test_higher_levels_have_words_of_their_own(name, level, english):
    assert english_name(name, level=level) == english


def test_a_corrected_reading_counts_and_one_that_does_not_fit_does_not():
    assert english_name("番田镇", "pan tian zhen", level=Level.STREET) == "Pantian Town"
    assert english_name("番田镇", "pan tian", level=Level.STREET) == "Fantian Town"


def test_the_official_name_helps_where_the_shown_one_says_too_little():
    assert english_name("示范区", level=Level.COUNTY) == "Demonstration Zone"
    assert (
        english_name("示范区", level=Level.COUNTY, official="焦作城乡一体化示范区")
        == "Jiaozuo Integration Demonstration Zone"
    )


@given(st.text(max_size=12), st.sampled_from(Level.values))
def test_no_name_makes_it_fail(name, level):
    assert isinstance(english_name(name, level=level), str)


def test_a_heading_names_the_place_in_both_languages_to_who_reads_english():
    area = Area(
        code="410871061",
        level=Level.STREET,
        name="文苑街道",
        official_name="文苑街道",
        pinyin="wen yuan jie dao",
    )

    with translation.override("en"):
        assert area.title == "Wenyuan Sub-district 文苑街道"
    with translation.override("zh-hans"):
        assert area.title == "文苑街道"


@pytest.mark.django_db
def test_an_area_without_pinyin_is_read_as_usual():
    area = AreaFactory(level=Level.CITY, code="4108", name="焦作市", pinyin="")

    assert area.english == "Jiaozuo City"
