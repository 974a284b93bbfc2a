"""Two hundred pages in one upload on the embedded default: throughput, memory, answers meanwhile.

    python bench/read_pages.py [--pages 200]

Makes a scratch database with the places of Jiaozuo and the campaigns and starts what `make run`
starts: granian with two workers, and the relay. Uploads pages of about 6,000 characters of our own
words (names and numbers vary), and one of 100,000 that has thousands of claims, in one request.
While the relay's children read, one person reads (a public page, the archive, what became of the
delivery) and another saves (rejects a claim, takes that back), five times a second. Prints one
ratio for each goal: how long the upload took; pages per second; peak memory of the child that
reads; answers and saves; how long a search for one and for two characters takes over all of it.
"""

from __future__ import annotations

import argparse
import http.client
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.saves import TOKEN, free_port, server, session_of  # noqa: E402

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


def longest_page(places: list[str]) -> bytes:
    """Return as long a text as is taken in, with nothing but figures of the campaign."""
    text = "山阳日报 第1版 2023年7月1日 星期六\n\n街道创星全报告\n\n本报记者 赵明\n\n"
    while len(text) < 99_000:
        n = len(text)
        text += PARAGRAPH.format(
            place=places[n % len(places)], n=n, a=n % 9 + 1, b=n % 7 + 2, c=3, d=n % 90 + 5
        )
    return text.encode()


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


class Browser:
    """One person at the site: a session, and nothing that a browser would not send."""

    def __init__(self, port: int, session: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}"}

    def get(self, address: str) -> float:
        return self._ask("GET", address, 200)

    def post(self, address: str, **fields: object) -> float:
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields}).encode()
        return self._ask("POST", address, 302, body, "application/x-www-form-urlencoded")

    def upload(self, address: str, texts: list[bytes]) -> float:
        parts = [f'name="csrfmiddlewaretoken"\r\n\r\n{TOKEN}'.encode()]
        for number, text in enumerate(texts):
            parts.append(f'name="files"; filename="{number}.txt"\r\n\r\n'.encode() + text)
        start = b"--b\r\nContent-Disposition: form-data; "
        body = b"".join(start + part + b"\r\n" for part in parts) + b"--b--\r\n"
        return self._ask("POST", address, 302, body, "multipart/form-data; boundary=b")

    def _ask(
        self, method: str, address: str, status: int, body: bytes | None = None, kind: str = ""
    ) -> float:
        """Return the seconds until the whole answer was there."""
        began = time.monotonic()
        headers = {**self._headers, "Content-Type": kind} if kind else self._headers
        self._connection.request(method, address, body, headers)
        answer = self._connection.getresponse()
        answer.read()
        if answer.status != status:
            raise SystemExit(f"{address}: {answer.status}")
        return time.monotonic() - began


class Person(threading.Thread):
    """Does one thing after the other until told to stop; remembers how long each answer took."""

    def __init__(self, things: list[Callable[[], float]]) -> None:
        super().__init__(daemon=True)
        self.took: list[float] = []
        self.over = threading.Event()
        self._things = things

    def run(self) -> None:
        while not self.over.wait(0.2):
            self.took += [do() for do in self._things]


@contextmanager
def relay() -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "manage.py", "relay", "--quiet-start", "3600"]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def peak_below(parent: int) -> int:
    """Return the MiB that the largest child of a process has held at most; 0 without children."""
    peaks = [0]
    for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
        try:
            told = Path(f"/proc/{child}/status").read_text()
        except FileNotFoundError:  # it has ended
            continue
        peaks += [int(line.split()[1]) for line in told.splitlines() if line.startswith("VmHWM")]
    return max(peaks) // 1024


def until_done(process: int) -> tuple[float, int]:
    """Wait until no job is left; return the seconds and the peak memory of a child in MiB."""
    from tracker.jobs.models import Job

    began, peak = time.monotonic(), 0
    while Job.objects.exclude(state__in=("done", "failed")).exists():
        peak = max(peak, peak_below(process))
        time.sleep(0.1)
    return time.monotonic() - began, peak


def judging(browser: Browser, claim: int) -> list[Callable[[], float]]:
    """Return what a person does again and again: reject one claim, and take that back."""
    version = iter(range(1, 10**6))

    def send(**fields: object) -> Callable[[], float]:
        return lambda: browser.post(f"/claims/{claim}/judge/", version=next(version), **fields)

    return [send(do="reject", reason="—"), send(do="take_back")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    count = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        port = free_port()
        with server(port), relay() as process:
            measure(count, port, process.pid)


def measure(count: int, port: int, process: int) -> None:
    from tracker.access.terms import Role
    from tracker.claims.models import Claim, Delivery
    from tracker.jobs.models import Job
    from tracker.people.models import Grant, User
    from tracker.places.models import Area

    user = User.objects.create(username="bench", display_name="bench")
    Grant.objects.create(user=user, role=Role.CITY_OFFICE, area_id="4108")
    streets = Area.objects.filter(level="street", name__endswith="街道")
    places = list(streets.values_list("name", flat=True))
    session = session_of(user)
    # The first page is read before: something to judge. All is loaded then in both workers.
    office, reader, judge = (Browser(port, session) for _person in range(3))
    office.upload("/papers/new/", [page_of(0, places)])
    until_done(process)
    acts = judging(judge, Claim.everything.values_list("pk", flat=True)[0])
    pages = [
        "/areas/410871/",
        "/papers/",
        f"/papers/deliveries/{Delivery.everything.get().pk + 1}/",
    ]
    for _time in range(20):
        for address in pages[:2]:
            Browser(port, session).get(address)
    for act in acts * 3:
        act()
    texts = [page_of(n, places) for n in range(1, count)] + [longest_page(places)]

    taken_in = office.upload("/papers/new/", texts)
    people = [Person([lambda at=at: reader.get(at) for at in pages]), Person(acts)]
    for person in people:
        person.start()
    seconds, peak = until_done(process)
    for person in people:
        person.over.set()
        person.join()
    states = sorted(set(Job.objects.values_list("state", flat=True)))
    print(f"pages {count}, jobs {states}, claims {Claim.everything.count()}")
    print(f"taken in      {taken_in:8.2f} s      (goal 1.0, ratio {1 / taken_in:.1f})")
    print(
        f"stored, read  {seconds:8.2f} s   {count / seconds:6.1f} pages/s"
        f"   (goal 2, ratio {count / seconds / 2:.1f})"
    )
    print(f"peak          {peak:8d} MiB  (goal 300, ratio {300 / peak:.1f})")
    for name, person in zip(("answers", "saves"), people, strict=True):
        slowest, middle = max(person.took), sorted(person.took)[len(person.took) // 2]
        print(
            f"{name:14}{middle:8.3f} s middle, {slowest:.3f} s slowest of {len(person.took)}"
            f"  (goal 1.0, ratio {1 / slowest:.1f})"
        )
    search()


def search() -> None:
    from articles.models import Article

    for word in ("星", "观摩", "第三次推进会"):
        began = time.monotonic()
        found = Article.objects.saying(word).count()
        took = time.monotonic() - began
        print(f"search {word:<8} {took * 1000:8.1f} ms, {found} articles")


if __name__ == "__main__":
    main()
