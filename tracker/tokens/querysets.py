"""Reads of tokens."""

from __future__ import annotations

from django.db import models
from django.db.models import F
from django.utils import timezone


class TokenQuerySet(models.QuerySet):
    def working(self) -> TokenQuerySet:
        """Neither revoked nor past their last day, nor from before all sessions were ended."""
        return self.filter(
            revoked_at__isnull=True,
            expires_on__gte=timezone.localdate(),
            epoch=F("owner__session_epoch"),
        )
