"""One cell: what is typed, what is kept, and what is refused."""

import pytest

from tests.tracker.sheets.files import COLUMNS
from tracker.sheets.cells import read_cell
from tracker.sheets.faults import Fault, UnreadableError
from tracker.sheets.terms import FORMULA_STARTS, Column, Holds, Wrong
from tracker.ui.cells import FORMULA_STARTS as WRITTEN_STARTS
from tracker.ui.cells import csv_cell

CODE, NAME, MET = COLUMNS[:3]
DAY = Column("on", "日期", Holds.DAY)
WHOLE = Column("count", "户数", Holds.WHOLE)
NUMBER = Column("share", "比例", Holds.NUMBER)
LEVEL = Column("level", "星级", Holds.CHOICE, choices=(("5", "五星"), ("4", "四星")))
WORDED = Column("met", "达标", Holds.TRUTH, choices=(("1", "Met"), ("0", "Not met")))


@pytest.mark.parametrize(
    ("column", "typed", "kept"),
    [
        (CODE, "410822105223", "410822105223"),
        (CODE, "410822105223\t", "410822105223"),
        (CODE, "\u3000410822105223 ", "410822105223"),
        (CODE, "'410822105223", "410822105223"),
        (CODE, '="410822105223"', "410822105223"),
        (CODE, "410822105223.0", "410822105223"),
        (CODE, "4.10822105223E+11", "410822105223"),
        (CODE, "4.10822105223000E+11", "410822105223"),
        (NAME, " 郑村 ", "郑村"),
        (NAME, "e\u0301", "é"),
        (NAME, "'=1+1", "=1+1"),
        (NAME, "''=1+1", "'=1+1"),
        (NAME, "-", "-"),
        (NAME, "－无", "－无"),
        (NAME, "一行\r\n二行", "一行\n二行"),
        (NAME, "\ue863", "\ue863"),
        (MET, "", ""),
        *((MET, word, "1") for word in ["达标", "√", "是", "1", "１", "TRUE", "✓", "Y"]),
        *((MET, word, "0") for word in ["未达标", "×", "否", "0", "０", "FALSE", "x", "不达标"]),
        (WORDED, "Met", "1"),
        (WORDED, "Not met", "0"),
        (WORDED, "√", "1"),
        *(
            (DAY, form, "2026-09-05")
            for form in [
                "2026年9月5日", "2026.9.5", "20260905", "2026/9/5", "2026-09-05", "2026年09月05日",
                "２０２６年９月５日", "2026 年 9 月 5 日", "2026-09-05 00:00:00", "2026/09/05",
            ]
        ),
        (WHOLE, "-12", "-12"),
        (WHOLE, "007", "7"),
        (WHOLE, "5.0", "5"),
        (NUMBER, "76.5", "76.5"),
        (LEVEL, "五星", "5"),
        (LEVEL, "4", "4"),
    ],
)  # fmt: skip
def test_it_is_kept_as(column, typed, kept):
    assert read_cell(column, typed) == kept


@pytest.mark.parametrize(
    ("column", "typed", "wrong", "values"),
    [
        (CODE, "", Wrong.BLANK, {}),
        (CODE, " \t", Wrong.BLANK, {}),
        (CODE, "4.108E+11", Wrong.SHORTENED, {"text": "4.108E+11"}),
        (CODE, "4.10822105223E+12", Wrong.SHORTENED, {"text": "4.10822105223E+12"}),
        (CODE, "4.108221052231E+11", Wrong.SHORTENED, {"text": "4.108221052231E+11"}),
        (CODE, "41082210522３", Wrong.LOOKALIKE, {"character": "３", "text": "41082210522３"}),
        (CODE, "41082210522l", Wrong.LOOKALIKE, {"character": "l", "text": "41082210522l"}),
        (CODE, "郑村", Wrong.NOT_CODE, {"text": "郑村"}),
        (CODE, "4108 2210 5223", Wrong.NOT_CODE, {"text": "4108 2210 5223"}),
        (CODE, "-10822105223", Wrong.NOT_CODE, {"text": "-10822105223"}),
        (CODE, "4108_2105223", Wrong.NOT_CODE, {"text": "4108_2105223"}),
        (CODE, "41", Wrong.CODE_LENGTH, {"text": "41", "count": 2, "lengths": "12"}),
        (NAME, "=1+1", Wrong.LIKE_FORMULA, {"text": "=1+1"}),
        (NAME, "＝1+1", Wrong.LIKE_FORMULA, {"text": "＝1+1"}),
        (NAME, "-2+3|x", Wrong.LIKE_FORMULA, {"text": "-2+3|x"}),
        (NAME, "#N/A", Wrong.ERROR_VALUE, {"text": "#N/A"}),
        (NAME, "a\x00", Wrong.INVISIBLE, {"character": "U+0000"}),
        (NAME, "a\x85", Wrong.INVISIBLE, {"character": "U+0085"}),
        (NAME, "a\u2066", Wrong.INVISIBLE, {"character": "U+2066"}),
        (NAME, "a\U000e0041", Wrong.INVISIBLE, {"character": "U+E0041"}),
        (NAME, "a\ud800", Wrong.LOST, {"character": "U+D800"}),
        (NAME, "长" * 501, Wrong.TOO_LONG, {"count": 501, "limit": 500}),
        (MET, "2", Wrong.NOT_TRUTH, {"text": "2"}),
        (DAY, "26.9.5", Wrong.NOT_DAY, {"text": "26.9.5"}),
        (DAY, "2026.9-5", Wrong.NOT_DAY, {"text": "2026.9-5"}),
        (DAY, "2026年9月", Wrong.NOT_DAY, {"text": "2026年9月"}),
        (DAY, "46270", Wrong.NOT_DAY, {"text": "46270"}),
        (DAY, "00000000", Wrong.NOT_DAY, {"text": "00000000"}),
        (WHOLE, "1_0", Wrong.NOT_WHOLE, {"text": "1_0"}),
        (WHOLE, "１０", Wrong.NOT_WHOLE, {"text": "１０"}),
        (WHOLE, "1,000", Wrong.NOT_WHOLE, {"text": "1,000"}),
        (NUMBER, "1e3", Wrong.NOT_NUMBER, {"text": "1e3"}),
        (NUMBER, "NaN", Wrong.NOT_NUMBER, {"text": "NaN"}),
        (NUMBER, "76%", Wrong.NOT_NUMBER, {"text": "76%"}),
        (LEVEL, "六星", Wrong.NOT_CHOICE, {"text": "六星", "choices": "五星、四星"}),
    ],
)
def test_it_is_refused_with(column, typed, wrong, values):
    with pytest.raises(UnreadableError) as told:
        read_cell(column, typed)

    assert told.value.faults == (Fault(wrong, values=values),)


@pytest.mark.parametrize("words", ["=1+1", "+86 391", "-5", "@某", "0391", "410822105223", "郑村"])
def test_words_of_our_csv_files_come_back_unchanged(words):
    assert read_cell(NAME, csv_cell(words)) == words


def test_both_rooms_mean_the_same_words_that_look_like_formulas():
    assert FORMULA_STARTS == WRITTEN_STARTS
