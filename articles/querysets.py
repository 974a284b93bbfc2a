"""Reads of pages and articles."""

from __future__ import annotations

from django.db import models

from articles.normalising import flat


class ArticleQuerySet(models.QuerySet):
    def saying(self, word: str) -> ArticleQuerySet:
        """Articles whose title or text holds a word, however short. For staff only."""
        return self.filter(search_text__contains=flat(word))
