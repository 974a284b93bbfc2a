"""A small, right pair of scheme files that tests spoil in one place."""

from __future__ import annotations

from tracker.campaigns.scoring import STARS_OF_KIND

YEAR = """\
campaign:
  year: 2023
  wording: 创建
  state: running
  notice_days: 5
  notice_days_verified: false
level_rule:
  capstone: true
  source: 推算
  verified: false
dates:
  - name: 年底验收
    starts_on: 2023-12-01
    ends_on: 2023-12-31
    source: 某报
    verified: true
vetoes: []
leads:
  - unit_kind: rural
    star: ecology
    area: "4108"
    department: 农业农村局
    source: 推定
    verified: false
schemes:
  rural: rural.yaml
  urban: urban.yaml
"""


def scheme(kind: str) -> str:
    """Return a scheme of five stars with two standards each."""
    lines = [f"unit_kind: {kind}", "source: 样本", "verified: false", "stars:"]
    for position, key in enumerate(STARS_OF_KIND[kind]):
        lines += [
            f"  - key: {key}",
            f"    name: {key}星",
            '    colour: "#2f8f5b"',
            f"    meaning: {key}的意思",
            "    standards:",
        ]
        for number in (2 * position + 1, 2 * position + 2):
            lines += [f"      - number: {number}", f"        text: 第{number}条"]
    return "\n".join(lines) + "\n"


def files(**changed: str) -> dict[str, bytes]:
    """Return the three files; `year=`, `rural=`, `urban=` replace one."""
    texts = {"year": YEAR, "rural": scheme("rural"), "urban": scheme("urban")} | changed
    names = {"year": "2023.yaml"}
    return {names.get(key, f"{key}.yaml"): text.encode() for key, text in texts.items()}
