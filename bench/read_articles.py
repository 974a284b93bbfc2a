"""How well newspaper pages are read, and how fast.

    python bench/read_articles.py --articles DIR    with the five pages, where they are at hand
    python bench/read_articles.py --show            also every wrong and every missed figure

Quality is held against what editors read: `data/figures/*.yaml` for the five pages of the paper,
and the tables of `tests/articles/texts`, whose folder `held_out` no rule was written on. Figures
have a number; mechanisms are counted apart. Speed is the reading of one page, of a text of 1 MB
and of one twice as long (a ratio near 2 means linear), and the building of the gazetteer.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from config.stack import with_room  # noqa: E402

TEXTS = ROOT / "tests" / "articles" / "texts"
PROVINCE = 52_378  # villages and communities of 河南


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=Path, help="folder of the newspaper pages")
    parser.add_argument("--areas", type=Path, nargs="+", help="area files of a province, to time")
    parser.add_argument("--show", action="store_true", help="name what is wrong or missed")
    parser.add_argument("--quality", action="store_true", help="measure no speed")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    say_quality(options.articles, show=options.show)
    if not options.quality:
        say_speed(options.areas)


def say_quality(articles: Path | None, *, show: bool) -> None:
    from tests.articles.extraction.gold import Score

    sets = {
        "texts of our own": texts(TEXTS),
        "held out": texts(TEXTS / "held_out"),
    }
    if articles is not None:
        sets = {"the five pages": pages(articles), **sets}
    for name, scores in sets.items():
        total, mechanisms = Score(), Score()
        for file, text, figures, named in scores:
            total.add(figures)
            mechanisms.add(named)
            if show:
                say_faults(file, text, figures)
        say_score(name, total)
        print(
            f"  mechanisms: {mechanisms.right} read, {len(mechanisms.missed)} missed of those named"
        )


def texts(folder: Path) -> Iterator[tuple[str, str, object, object]]:
    from tests.articles.extraction.gold import expected_of

    for table in sorted(folder.glob("*.tsv")):
        text, day, expected = expected_of(table)
        yield table.stem, text, *scores_of(text, day, expected)


def pages(articles: Path) -> Iterator[tuple[str, str, object, object]]:
    from tests.articles.extraction.gold import expected_of_page

    for figures in sorted((ROOT / "data" / "figures").glob("0*.yaml")):
        page = yaml.safe_load(figures.read_text(encoding="utf-8"))["page"]
        text = (articles / page["file"]).read_bytes().decode("utf-8")
        expected = expected_of_page(figures)
        yield page["key"], text, *scores_of(text, page["published_on"], expected)


def scores_of(text: str, day: dt.date, expected: list) -> tuple[object, object]:
    """Return the score of figures, and that of mechanisms and events."""
    from articles.extraction.reading import read
    from tests.articles.extraction.gold import NUMBERLESS, judged

    claims = read(text, gazetteer(), day)
    return (
        tuple(
            judged(
                [one for one in claims if (one.value is None) == numberless],
                [one for one in expected if (one.value is None) == numberless],
            )
            for numberless in (False, True)
        )
        if NUMBERLESS
        else ((), ())
    )


_GAZETTEERS: list = []


def gazetteer():
    from tracker.places.gazetteer import gazetteer_from_files

    if not _GAZETTEERS:
        _GAZETTEERS.append(gazetteer_from_files([ROOT / "data" / "areas" / "jiaozuo.csv"]))
    return _GAZETTEERS[0]


def say_score(name: str, total) -> None:
    print(
        f"\n{name}: precision {total.precision:.3f}, recall {total.recall:.3f}, F1 {total.f1:.3f} "
        f"({total.right} right, {len(total.wrong)} wrong, {len(total.missed)} missed)"
    )
    for metric, counts in sorted(total.by_metric.items()):
        right, wrong, missed = counts["right"], counts["wrong"], counts["missed"]
        f1 = 2 * right / max(1, 2 * right + wrong + missed)
        print(f"  {metric:<24} right {right:>3}  wrong {wrong:>2}  missed {missed:>2}  F1 {f1:.2f}")
    said = ", ".join(f"{name} {number}" for name, number in sorted(total.attributes.items()))
    print(f"  of the right ones: {said}")


def say_faults(file: str, text: str, score) -> None:
    for claim in score.wrong:
        print(
            f"  {file} WRONG  {claim.rule} {claim.metric} {claim.value} {claim.level or ''} "
            f"{claim.nature} {claim.subject.named_as}{claim.subject.code} "
            f"[{text[max(0, claim.start - 12) : claim.end + 8]!r}]"
        )
    for one in score.missed:
        print(
            f"  {file} MISSED {one.metrics} {one.value} {one.subject} {one.fields} "
            f"[{text[max(0, one.start - 12) : one.end + 8]!r}]"
        )


def say_speed(areas: list[Path] | None) -> None:
    from articles.extraction.gazetteer import Gazetteer, Place
    from articles.extraction.reading import read

    day = dt.date(2023, 6, 28)
    page = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt")))
    own = gazetteer()
    print(f"\none page of {len(page)} characters: {timed(lambda: read(page, own, day)):.3f} s")
    for length in (1_000_000, 2_000_000):
        long = (page * (length // len(page) + 1))[:length]
        print(f"{length} characters: {timed(lambda long=long: read(long, own, day)):.2f} s")
    unbroken = ("五星支部1个、四星支部2个," * 80_000)[:1_000_000]
    print(f"1 MB without a full stop: {timed(lambda: read(unbroken, own, day)):.2f} s")
    if areas:
        from tracker.places.gazetteer import gazetteer_from_files

        many = list(gazetteer_from_files(areas).places.values())
    else:
        many = [Place(f"41{n:010d}", f"第{n}号测试村", "rural") for n in range(PROVINCE)]
    print(f"gazetteer of {len(many)}: {timed(lambda: Gazetteer(many)):.2f} s to build")
    province = Gazetteer(many)
    print(f"one page with it: {timed(lambda: read(page, province, day)):.3f} s")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    with_room(main)()
