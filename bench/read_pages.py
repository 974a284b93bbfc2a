"""Two hundred pages in one upload on the embedded default: throughput, memory, answers meanwhile.

    python bench/read_pages.py [--pages 200]

Makes a scratch database with the places of Jiaozuo and the campaigns, gives in pages of about
6,000 characters of our own words (names and numbers vary), lets the relay's own child do the
job, and asks the site for a public page and for the archive all the while. Prints one ratio for
each goal: pages per second; peak memory of the process that reads; the slowest answer of the
site; how long a search for one and for two characters takes over all of it.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

# Most of a page is prose without a figure of the campaign; the five pages read here have 0 to 14.
PROSE = (
    "各村党支部逐项对照标准查漏补缺,党员带头包联,把问题解决在一线;群众说,路平了、灯亮了,办事不用再跑远路。"
    "志愿者走进小区清理楼道,老党员在议事亭里讲政策,大家的事大家商量着办,邻里之间的笑声也多了起来。\n\n"
)
PARAGRAPH = (
    "{place}今年以来把“五星”支部创建作为抓手,健全周例会、月评比、季观摩工作制度,第{n}次推进会明确责任。"
    "该街道2022年创成农村四星支部{a}个、三星{b}个、二星{c}个,三星以上支部占{d}%。"
    "2023年农村计划创成五星支部1个、四星支部{a}个。各村党支部逐项对照29项标准,建立问题清单,逐条销号。\n\n"
)


def page_of(n: int, places: list[str]) -> bytes:
    """Return one page: a masthead, a byline, and paragraphs until it is as long as a real one."""
    masthead = f"山阳日报 第{n % 8 + 1}版 2023年6月{n % 28 + 1}日 星期三"
    text = f"{masthead}\n\n街道创星见实效之{n}\n\n本报记者 赵明\n\n"
    for _paragraph in range(2):
        place = places[(n + len(text)) % len(places)]
        text += PARAGRAPH.format(
            place=place, n=len(text), a=n % 9 + 1, b=n % 7 + 2, c=3, d=n % 90 + 5
        )
    return (text + PROSE * ((6_000 - len(text)) // len(PROSE))).encode()


def set_up(folder: Path) -> None:
    os.environ.update(
        IGNORE_DOTENV="1",
        VAR_DIR=str(folder),
        DATABASE_URL=f"sqlite:///{folder}/bench.sqlite3",
        DJANGO_SETTINGS_MODULE="config.settings",
        SECOND_FACTOR_ROLES="none",
    )
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with Path(os.devnull).open("w") as nothing:
        call_command("load_areas", str(ROOT / "data/areas/jiaozuo.csv"), "--commit", stdout=nothing)
        call_command("load_schemes", "--commit", stdout=nothing)


class Asking(threading.Thread):
    """Asks the site for pages until it is told to stop; remembers how long each took."""

    def __init__(self, user: object) -> None:
        super().__init__(daemon=True)
        self.took: list[float] = []
        self.over = threading.Event()
        self.user = user

    def run(self) -> None:
        from django.test import Client

        browser = Client(SERVER_NAME="localhost")
        browser.force_login(self.user)
        while not self.over.wait(0.2):
            for path in ("/areas/410871/", "/papers/"):
                began = time.monotonic()
                assert browser.get(path).status_code == 200
                self.took.append(time.monotonic() - began)


def read_in_a_child(job: int) -> tuple[float, int]:
    """Do the job in a process of its own; return seconds and its peak in MiB.

    Not forked: the thread that asks holds a connection to the database.
    """
    began = time.monotonic()
    subprocess.run([sys.executable, __file__, "--job", str(job)], check=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return time.monotonic() - began, peak


def do(job: int) -> None:
    """Be the process that does the job, on the database of the environment."""
    import django

    django.setup()
    from tracker.jobs.running import run

    run(job)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--job", type=int, help="used by itself")
    asked = parser.parse_args()
    if asked.job:
        do(asked.job)
        return
    count = asked.pages
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        measure(count)


def measure(count: int) -> None:
    from articles.models import Article
    from tracker.access.terms import Role
    from tracker.claims.actions import Given, receive
    from tracker.claims.models import Claim
    from tracker.jobs.models import Job
    from tracker.people.models import Grant, User
    from tracker.places.models import Area

    user = User.objects.create(username="bench", display_name="bench")
    Grant.objects.create(user=user, role=Role.CITY_OFFICE, area_id="4108")
    places = list(
        Area.objects.filter(level="street", name__endswith="街道").values_list("name", flat=True)
    )
    texts = [Given(page_of(n, places), f"{n}.txt") for n in range(count)]
    began = time.monotonic()
    delivery = receive(by=user, given=texts)
    taken_in = time.monotonic() - began
    asking = Asking(user)
    asking.start()
    seconds, peak = read_in_a_child(Job.objects.get(key=delivery.job_key).pk)
    asking.over.set()
    asking.join()
    job = Job.objects.get(key=delivery.job_key)
    print(f"pages {count}, job {job.state}, claims {Claim.everything.count()}")
    print(f"taken in      {taken_in:8.2f} s")
    print(
        f"stored, read  {seconds:8.2f} s   {count / seconds:6.1f} pages/s"
        f"   (goal 2, ratio {count / seconds / 2:.1f})"
    )
    print(f"peak          {peak:8d} MiB  (goal 300, ratio {300 / peak:.1f})")
    slowest = max(asking.took)
    middle = sorted(asking.took)[len(asking.took) // 2]
    print(
        f"answers       {middle:8.3f} s middle, {slowest:.3f} s slowest of {len(asking.took)}"
        f"  (goal 1.0, ratio {1 / slowest:.1f})"
    )
    for word in ("星", "观摩", "第三次推进会"):
        began = time.monotonic()
        found = Article.objects.saying(word).count()
        took = time.monotonic() - began
        print(f"search {word:<8} {took * 1000:8.1f} ms, {found} articles")


if __name__ == "__main__":
    main()
