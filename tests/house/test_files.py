"""What no file of ours holds."""

import re

import pytest

from tests.house.tree import ROOT, files, short

LONGEST = 400
VAGUE = {"utils", "helpers", "info", "manager", "managers", "misc", "common", "base"}
ADDRESS = re.compile(r"""(?:https?:)?//([a-z0-9-]+(?:\.[a-z0-9-]+)+)""", re.IGNORECASE)
# Names that stand for a language (SVG), never asked for.
NAMESPACES = {"www.w3.org"}


def test_no_file_is_longer_than_a_reader_can_hold():
    sources = files("*.py", "*.html", "*.css", "*.js")

    long = {
        short(path): lines
        for path in sources
        if path.suffix != ".css" and "/migrations/" not in short(path)
        if (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST
    }

    assert long == {}


def test_no_module_has_a_name_that_says_nothing():
    modules = files("*.py", under="tracker") + files("*.py", under="articles")

    assert [short(path) for path in modules if path.stem in VAGUE] == []


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("style attribute", r"<[^>]*\sstyle\s*="),
        ("style element", r"<style\b"),
        ("inline script", r"<script(?![^>]*\ssrc=)[^>]*>"),
        ("event attribute", r"<[^>]*\son[a-z]+\s*="),
        ("javascript address", r"javascript:"),
    ],
)
def test_no_template_needs_an_unsafe_content_policy(what, pattern):
    templates = files("*.html", "*.svg", under="templates")

    offenders = [
        short(path) for path in templates if re.search(pattern, path.read_text(), re.IGNORECASE)
    ]

    assert templates
    assert offenders == [], what


def test_no_page_names_a_foreign_host():
    shown = files("*", under="templates") + files("*", under="static")

    named = {
        short(path): hosts
        for path in shown
        if path.suffix in {".html", ".css", ".js", ".svg", ".txt", ".xml"}
        if (hosts := set(ADDRESS.findall(path.read_text(encoding="utf-8"))) - NAMESPACES)
    }

    assert named == {}


def test_all_is_text_but_pictures_and_the_compiled_catalogue():
    binary = [short(path) for path in files("*") if b"\0" in path.read_bytes()]

    assert [name for name in binary if not name.endswith((".png", ".mo"))] == []


def test_no_third_party_code_is_in_the_tree():
    tracked = files("*.js", "*.css", "*.py")

    assert [short(path) for path in tracked if ".min." in path.name] == []
    licensed = [
        short(path)
        for path in tracked
        if re.search(r"@license|Copyright \(c\)", path.read_text(encoding="utf-8")[:2000])
        and path.name != "test_files.py"
    ]
    assert licensed == []


def test_the_stylesheet_keeps_to_what_old_browsers_read():
    sheet = ROOT / "static" / "css" / "site.css"
    text = sheet.read_text(encoding="utf-8")

    assert sheet.stat().st_size <= 30 * 1024
    for newer in ("oklch(", "color-mix(", "light-dark("):
        assert newer not in text


def test_our_own_scripts_weigh_less_than_10_kb():
    """All of them together; no page takes more than one beside the list's."""
    scripts = files("*.js", under="static")

    assert scripts
    assert sum(path.stat().st_size for path in scripts) <= 10 * 1024


def test_no_sentence_of_the_papers_is_copied():
    articles = ROOT.parent / "shared" / "articles"
    if not articles.is_dir():
        pytest.skip("the newspaper pages are not beside this checkout")
    run = 14
    printed = set()
    for page in articles.glob("*.txt"):
        for chinese in re.findall(r"[\u4e00-\u9fff]+", page.read_text(encoding="utf-8")):
            printed.update(chinese[i : i + run] for i in range(len(chinese) - run + 1))

    copied = {}
    for path in files("*.py", "*.html", "*.md", "*.yaml", "*.po", "*.js", "*.css", "*.json"):
        text = re.sub(r"^ *title: .*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for chinese in re.findall(r"[\u4e00-\u9fff]{14,}", text):
            found = [chinese[i : i + run] for i in range(len(chinese) - run + 1)]
            if hits := [piece for piece in found if piece in printed]:
                copied.setdefault(short(path), hits[0])

    assert copied == {}
