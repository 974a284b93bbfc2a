"""Words of notices that are stored or chosen from, and their bounds."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.access.terms import Permission


class Kind(models.TextChoices):
    """What a person is told; each follows from how things stand, never from a tick of a clock."""

    ASSIGNED = "finding_assigned", _("A finding is yours to put right")
    RETURNED = "finding_returned", _("A finding was returned to you")
    DUE = "finding_due", _("A finding is due soon")
    OVERDUE = "finding_overdue", _("A finding is overdue")
    CLIMBED = "finding_climbed", _("An overdue finding climbed to your level")
    WORK_SET = "work_set", _("Work under 13710 is yours to do")
    WORK_RETURNED = "work_returned", _("Work was sent back to you")
    WORK_DUE = "work_due", _("Work is due soon")
    WORK_OVERDUE = "work_overdue", _("Work is overdue")
    WORK_CLIMBED = "work_climbed", _("Overdue work climbed to your level")
    DECLARATION = "declaration", _("A declaration was returned to you")
    STAR = "star", _("A star was returned to you")


# With which right the place of a notice is read: who has lost it is told nothing more of it.
READ = {
    Kind.ASSIGNED: Permission.FINDINGS_READ,
    Kind.RETURNED: Permission.FINDINGS_READ,
    Kind.DUE: Permission.FINDINGS_READ,
    Kind.OVERDUE: Permission.FINDINGS_READ,
    Kind.CLIMBED: Permission.FINDINGS_READ,
    Kind.WORK_SET: Permission.WORK_READ,
    Kind.WORK_RETURNED: Permission.WORK_READ,
    Kind.WORK_DUE: Permission.WORK_READ,
    Kind.WORK_OVERDUE: Permission.WORK_READ,
    Kind.WORK_CLIMBED: Permission.WORK_READ,
    Kind.DECLARATION: Permission.DECLARATIONS_READ,
    Kind.STAR: Permission.RATINGS_READ,
}


class Pace(models.TextChoices):
    """When mails and robots tell what is new; the list of notices shows it at once."""

    AT_ONCE = "at_once", _("Soon after it happens")
    DAILY = "daily", _("Once a day, all together (daily digest)")


class Robot(models.TextChoices):
    """The group chats whose robots take messages."""

    NONE = "", _("no robot")
    WECOM = "wecom", _("WeCom")
    DINGTALK = "dingtalk", _("DingTalk")
    FEISHU = "feishu", _("Feishu")


# Those that ask for a signature, if whoever set them up has chosen so.
SIGNING = (Robot.DINGTALK, Robot.FEISHU)


class Route(models.TextChoices):
    """On which way a notice leaves the site."""

    MAIL = "mail", _("E-mail")
    ROBOT = "robot", _("Robot of a group chat")


class State(models.TextChoices):
    """How far a notice has come on one way. Nothing leaves "being sent" for "waiting" again

    unless it is known that nobody has taken the message.
    """

    WAITING = "waiting", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    UNKNOWN = "unknown", _("Perhaps sent: the connection broke off")
    FAILED = "failed", _("Not sent: refused too often")
    DROPPED = "dropped", _("Not sent: no longer wanted or allowed")


SOON = 3  # days before the last one
DIGEST_HOUR = 8  # of the day, in the site's zone
LEASE = 600  # seconds that one message may take to be sent
LONGEST_POST = 30  # seconds for a robot in all, however slowly it takes and answers
WAIT = 600  # seconds after the first refusal; twice as long after each further one
MOST_ATTEMPTS = 8
AT_ONCE = 200  # notices that one message tells
LINES = 10  # of them by name; the rest as a number
LONGEST_HOOK = 500
LONGEST_SECRET = 200
# One run of the job: what is left is sent by the next one.
LONGEST_RUN = 300  # seconds
