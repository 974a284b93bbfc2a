"""Celery with Redis: workers on any machine that do what the relay hands on, and their clock.

Redis carries nothing but numbers of jobs, and the clock's question. What it loses, or delivers
twice, is put right by the table of jobs (decision 21), so none of Celery's own guarantees is
relied upon.
"""

import os

from celery import Celery
from django.conf import settings
from kombu.exceptions import OperationalError

from config.stack import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# Seconds between two questions of the clock; the shortest period of a schedule is minutes long.
TICK = 30.0

app = Celery("tracker", broker=settings.REDIS_URL)
app.conf.update(
    task_default_queue="jobs",
    # What is due, and when, stands beside each task (tracker/jobs/schedules.py). Beat only asks,
    # and remembers nothing: a file of its own could be lost, or older than the database. A
    # question that waited behind long work for longer than a tick has been asked again.
    beat_scheduler="celery.beat.Scheduler",
    beat_schedule={
        "what is due": {
            "task": "tracker.ask_for_what_is_due",
            "schedule": TICK,
            "options": {"expires": TICK},
        }
    },
    task_ignore_result=True,
    # A worker holds as many messages as it has processes: a job that waits behind a long one
    # in the same worker could be done by another.
    task_acks_late=True,
    worker_prefetch_multiplier=1,
    # The message of a killed pool child is of no use: its job is not free before the lease ends.
    task_reject_on_worker_lost=False,
    worker_hijack_root_logger=False,
    # Work goes on while Redis is away; its end stands in the database.
    worker_cancel_long_running_tasks_on_connection_loss=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_connection_timeout=2,
    # Nobody asks workers anything over Redis.
    worker_enable_remote_control=False,
    worker_send_task_events=False,
    broker_transport_options={
        # Redis also is the cache.
        "global_keyprefix": "tracker.jobs.",
        # A silent Redis holds neither relay nor worker longer than this, in seconds.
        "socket_timeout": 1,
        "socket_connect_timeout": 1,
        "retry_on_timeout": False,
        # The relay asks again by itself, after it has looked at everything else.
        "max_retries": 1,
        "interval_start": 0.2,
        "health_check_interval": 5,
        # No list in Redis of what is being done: a silent Redis made acknowledging fail, each
        # failure took one of the worker's places for good, and with none left it stayed alive
        # and deaf. The table of jobs is that list; decision 21.
        "ack_emulation": False,
    },
)


@app.task(name="tracker.run_job")
@with_room
def run_job(number: int) -> None:
    """Do one job. Delivered again it does nothing: the job is done, or somebody has it."""
    from tracker.jobs.running import run  # noqa: PLC0415 - Celery sets Django up after this import

    run(number)


@app.task(name="tracker.ask_for_what_is_due")
def what_is_due() -> None:
    """Make a job for each schedule's present period. Delivered again it makes none."""
    from tracker.jobs.relaying import ask_for_what_is_due  # noqa: PLC0415 - as above

    ask_for_what_is_due()


def hand_on(number: int) -> None:
    """Give a job to the workers. Raises ConnectionError where Redis does not answer."""
    try:
        run_job.apply_async((number,), retry=False)
    except (OperationalError, OSError) as error:
        raise ConnectionError(str(error)) from error
