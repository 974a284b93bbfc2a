"""Every fault as a sentence: what is wrong, and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tracker.sheets.terms import Wrong

SENTENCES = {
    Wrong.EMPTY: _("The file is empty. Choose the file that holds the table."),
    Wrong.TOO_LARGE: _(
        "The file is larger than %(limit)s MB. Divide the table into several files, or save a "
        "large table as CSV."
    ),
    Wrong.NOT_A_TABLE: _(
        "The file's contents are %(what)s, whatever its name says. Open it in Excel or WPS and "
        "save it as XLSX or CSV."
    ),
    Wrong.OLD_FORMAT: _(
        "The file is in the old XLS format, or is protected by a password. Save it as XLSX "
        "without a password."
    ),
    Wrong.BINARY_BOOK: _("The file is in the binary XLSB format. Save it as XLSX."),
    Wrong.ENCRYPTED: _(
        "The part “%(part)s” of the file is encrypted. Save the file without a password."
    ),
    Wrong.DAMAGED: _(
        "The file is damaged at “%(part)s”. Open it in Excel or WPS and save it again as XLSX "
        "or CSV."
    ),
    Wrong.TOO_MANY_PARTS: _(
        "The file consists of more than %(limit)s parts. Copy the rows into the downloaded "
        "template."
    ),
    Wrong.TOO_MUCH: _(
        "The part “%(part)s” of the file holds far more than a table of this size needs. Copy "
        "the rows into the downloaded template."
    ),
    Wrong.ODD_PART: _(
        "The file holds a part that does not belong in a table: “%(part)s”. Copy the rows into "
        "the downloaded template."
    ),
    Wrong.NESTED: _(
        "The file holds another file: “%(part)s”. Delete embedded objects and save it again."
    ),
    Wrong.MACROS: _(
        "The file holds macros or controls: “%(part)s”. Save it as XLSX without macros."
    ),
    Wrong.EXTERNAL: _(
        "The file refers to other files or addresses: “%(part)s”. Break the links, keep the "
        "values and save it again."
    ),
    Wrong.ENTITIES: _(
        "The part “%(part)s” of the file declares entities, which no spreadsheet program "
        "writes. Copy the rows into the downloaded template."
    ),
    Wrong.TOO_DEEP: _(
        "The part “%(part)s” of the file is nested too deeply. Copy the rows into the "
        "downloaded template."
    ),
    Wrong.NO_SHEET: _("The file has no sheet that is shown. Unhide the sheet with the table."),
    Wrong.NOT_CELLS: _(
        "The file holds a sheet without cells: “%(part)s”. Delete charts and dialogs that are "
        "sheets of their own."
    ),
    Wrong.TOO_MANY_SHEETS: _(
        "The file has more than %(limit)s sheets. Keep the sheet with the table and delete the "
        "others."
    ),
    Wrong.CLAIMS_TOO_MUCH: _(
        "The sheet “%(part)s” claims to reach as far as %(reach)s. Copy its rows into a new sheet."
    ),
    Wrong.TOO_MANY_COLUMNS: _(
        "The table has more than %(limit)s columns. Delete the columns that are not needed."
    ),
    Wrong.TOO_MANY_ROWS: _(
        "The table goes beyond row %(limit)s. Divide it into several files, or save a large "
        "table as CSV."
    ),
    Wrong.MISPLACED: _(
        "The cell “%(cell)s” in “%(part)s” stands twice or out of order. Open the file in Excel "
        "or WPS and save it again."
    ),
    Wrong.FORMULA: _(
        "The cell %(cell)s on the sheet “%(part)s” holds a formula. Copy it and paste it as values."
    ),
    Wrong.MORE_FORMULAS: _(
        "Together %(count)s cells hold formulas; the first %(shown)s are listed. Copy the whole "
        "sheet and paste it as values."
    ),
    Wrong.UTF16: _(
        "The file is in the encoding UTF-16 (“Unicode text”). Save it as “CSV UTF-8” or XLSX."
    ),
    Wrong.NUL: _("Line %(line)s holds a NUL character. Save the file again as “CSV UTF-8”."),
    Wrong.MIXED: _(
        "Line %(line)s is in another encoding than the lines before it (UTF-8 and GB18030 are "
        "mixed). Open the parts separately and save them together as “CSV UTF-8”."
    ),
    Wrong.ENCODING: _(
        "Line %(line)s is neither UTF-8 nor GB18030. Save the file again as “CSV UTF-8”."
    ),
    Wrong.LONG_LINE: _(
        "Line %(line)s is longer than %(limit)s KB. Check whether the lines of the file end "
        "where the rows end."
    ),
    Wrong.QUOTES: _(
        "The quotation marks of this row do not match, or a cell is longer than %(limit)s "
        "characters. Close the quotation mark, or save the file again from Excel or WPS."
    ),
    Wrong.LONG_ROW: _(
        "The row holds a cell of more than %(limit)s characters, or too much text in all. "
        "Shorten it."
    ),
    Wrong.TIME: _(
        "Reading the file took longer than allowed and was stopped. Divide the table into "
        "several files."
    ),
    Wrong.MEMORY: _(
        "Reading the file needed more memory than allowed and was stopped. Copy the rows into "
        "the downloaded template, or save a large table as CSV."
    ),
    Wrong.STOPPED: _(
        "Reading the file was broken off. Open it in Excel or WPS, save it again, and try once "
        "more."
    ),
    Wrong.META_CHANGED: _(
        "The hidden sheet of the template was changed, so the table's period and area are not "
        "certain. Download the template again and copy the rows into it."
    ),
    Wrong.HEADINGS_NOT_FOUND: _(
        "None of the first rows holds the headings of this table. The first row should read: "
        "%(headings)s."
    ),
    Wrong.HEADING_UNKNOWN: _(
        "The heading “%(heading)s” is not known. Correct it, or delete the column."
    ),
    Wrong.HEADING_TWICE: _(
        "The heading “%(heading)s” stands more than once. Delete all columns of this name but one."
    ),
    Wrong.HEADING_MISSING: _("The column “%(heading)s” is missing. Add it."),
    Wrong.HEADING_BLANK: _(
        "The column has no heading but holds “%(text)s”. Give it a heading, or delete the column."
    ),
    Wrong.BEYOND_HEADINGS: _(
        "The row has more cells than there are headings; the first of them holds “%(text)s”. "
        "Delete them, or check the separators of this row."
    ),
    Wrong.BLANK: _("The cell is empty. Fill it in."),
    Wrong.INVISIBLE: _(
        "The cell holds an invisible character (%(character)s). Type its contents again."
    ),
    Wrong.LOST: _(
        "Characters of the cell were lost when the file was saved (%(character)s). Type its "
        "contents again."
    ),
    Wrong.LIKE_FORMULA: _(
        "The cell begins like a formula: “%(text)s”. Enter its value, or put an apostrophe "
        "before it if words are meant."
    ),
    Wrong.ERROR_VALUE: _(
        "The cell holds the error “%(text)s” of the spreadsheet. Enter the value itself."
    ),
    Wrong.TOO_LONG: _("The cell has %(count)s characters; %(limit)s are allowed. Shorten it."),
    Wrong.LOOKALIKE: _(
        "“%(character)s” in “%(text)s” only looks like a digit. Type the code with the digits "
        "0 to 9 in half width."
    ),
    Wrong.SHORTENED: _(
        "“%(text)s” is a code that the spreadsheet has shortened; its last digits are lost. "
        "Format the column as text and enter the code again, or use XLSX."
    ),
    Wrong.NOT_CODE: _("“%(text)s” is not a code. A code consists of the digits 0 to 9 only."),
    Wrong.CODE_LENGTH: _(
        "The code “%(text)s” has %(count)s digits; it should have %(lengths)s. Enter the whole "
        "code."
    ),
    Wrong.NOT_WHOLE: _(
        "“%(text)s” is not a whole number. Enter digits only, without separators or units."
    ),
    Wrong.NOT_NUMBER: _(
        "“%(text)s” is not a number. Enter digits and at most one decimal point, without "
        "separators or units."
    ),
    Wrong.NOT_DAY: _("“%(text)s” is not a day. Enter it like 2026-09-05 or 2026年9月5日."),
    Wrong.NOT_TRUTH: _("“%(text)s” says neither yes nor no. Enter 达标 or 未达标, √ or ×, 1 or 0."),
    Wrong.NOT_CHOICE: _("“%(text)s” cannot be chosen here. Choose one of: %(choices)s."),
}
