"""What a person is told, how it reaches them, and how far it has come."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.notices.querysets import DispatchQuerySet, NoticeQuerySet
from tracker.notices.terms import (
    LONGEST_HOOK,
    LONGEST_SECRET,
    SIGNING,
    Kind,
    Pace,
    Robot,
    Route,
    State,
)
from tracker.places.models import Area


class Notice(models.Model):
    """One thing that a person is told, once (通知). Not the public notice (公示) of a star.

    `key` says the one thing; the database refuses it a second time. `number` and `path` name
    what it is about, of whatever room. `read_on` is for the person alone: no page, file or
    administration shows it to anybody else. `notify` and `mark_read` write it.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="notices",
        db_index=False,  # `notice_once` serves it
        verbose_name=_("person"),
    )
    key = models.CharField(_("the one thing"), max_length=100)
    kind = models.CharField(_("kind of notice"), max_length=20, choices=Kind)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("area")
    )
    number = models.CharField(_("number"), max_length=40)
    path = models.CharField(_("page on this site"), max_length=200)
    created = models.DateTimeField(_("told on"), default=timezone.now)
    read_on = models.DateField(_("read on"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="notice_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="notice_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.number}"


class Channel(models.Model):
    """How notices reach a person besides their list (接收方式). `choose` writes it.

    `hook` is the address of a robot; what follows its host is a secret that no page, log or
    administration shows. No more is `secret`, with which messages are signed.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="channel",
        verbose_name=_("person"),
    )
    pace = models.CharField(_("when to send"), max_length=7, choices=Pace, default=Pace.DAILY)
    by_mail = models.BooleanField(_("by e-mail"), default=False)
    mailbox = models.EmailField(_("e-mail address"), blank=True, default="")
    robot = models.CharField(
        _("robot"), max_length=8, choices=Robot, blank=True, default=Robot.NONE
    )
    hook = models.CharField(_("webhook address"), max_length=LONGEST_HOOK, blank=True, default="")
    secret = models.CharField(
        _("secret of the signature"), max_length=LONGEST_SECRET, blank=True, default=""
    )

    class Meta:
        verbose_name = _("way of receiving notices")
        verbose_name_plural = _("ways of receiving notices")
        ordering = ["person"]
        constraints = [
            models.CheckConstraint(
                condition=Q(by_mail=False) | ~Q(mailbox=""), name="channel_mail_has_a_box"
            ),
            models.CheckConstraint(
                condition=Q(robot="", hook="") | (~Q(robot="") & ~Q(hook="")),
                name="channel_robot_has_a_hook",
            ),
            models.CheckConstraint(
                condition=Q(secret="") | Q(robot__in=SIGNING), name="channel_secret_of_a_robot"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class Dispatch(models.Model):
    """One notice on one way out of the site (通知发送), at most once.

    Claimed under a lease before anything is sent. Whoever dies in between leaves "being
    sent" behind, and that is never tried again: it may have arrived. `notify` makes it,
    `leases` moves it.
    """

    notice = models.ForeignKey(
        Notice,
        on_delete=models.PROTECT,
        related_name="dispatches",
        db_index=False,  # `dispatch_once` serves it
        verbose_name=_("notice"),
    )
    route = models.CharField(_("way"), max_length=5, choices=Route)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.WAITING)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    owner = models.CharField(_("sent by process"), max_length=80, blank=True, default="")
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("sending of a notice")
        verbose_name_plural = _("sendings of notices")
        ordering = ["notice", "route", "pk"]
        indexes = [models.Index(fields=["state", "not_before"], name="dispatch_due")]
        constraints = [
            models.UniqueConstraint(fields=["notice", "route"], name="dispatch_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="dispatch_known"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.route}"
