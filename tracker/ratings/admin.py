"""Shown in the administration, never changed there: the room's own actions are the only door."""

from __future__ import annotations

from django.contrib import admin

from tracker.history.admin import ReadOnlyAdmin
from tracker.ratings.models import Rating, RatingStep, Seal, StandardResult, StarRating

admin.site.register([Rating, RatingStep, Seal, StandardResult, StarRating], ReadOnlyAdmin)
