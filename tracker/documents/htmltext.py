"""The text of an HTML page. Runs in the child.

`nh3` first reduces the page to a handful of elements without attributes: no script, no style,
no address is left that anybody could follow. Then blocks become lines.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import nh3

from tracker.documents.plain import decode

_BLOCKS = {
    "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "main", "ol", "p",
    "pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_DROPPED = {"script", "style", "noscript", "template", "iframe", "object", "svg", "nav", "form",
            "select", "button", "textarea", "title"}  # fmt: skip
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_SPACE = re.compile(r"[ \t\r\n\f]+")


class _Lines(HTMLParser):
    """Collects text; a block or a <br> ends a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" or tag in _BLOCKS:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        self.lines[-1] += _SPACE.sub(" ", data)


def html_text(raw: bytes) -> tuple[str, str]:
    """Return the text of a page and its title. Raises UnreadError for a foreign encoding."""
    page, _encoding = decode(raw)
    title = _TITLE.search(page)
    clean = nh3.clean(page, tags=_BLOCKS | {"br"}, clean_content_tags=_DROPPED, attributes={})
    lines = _Lines()
    lines.feed(clean)
    lines.close()
    kept = (line.strip(" ") for line in lines.lines)
    # Blocks stand apart by one blank line, as the text of a page has them.
    text = "\n\n".join(line for line in kept if line)
    return text, _SPACE.sub(" ", unescape(title[1])).strip()[:200] if title else ""
