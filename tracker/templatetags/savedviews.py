"""The saved views of a list, on the list itself. Lists stand on lower floors and know none."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from tracker.savedviews.addresses import kept_state
from tracker.savedviews.models import SavedView

register = template.Library()


@register.inclusion_tag("savedviews/_menu.html", takes_context=True)
def saved_views(context: template.Context) -> dict[str, Any]:
    """Lead to the reader's views of this list, and to saving it as it stands; one query."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    user = getattr(request, "user", None)
    if match is None or user is None or not user.is_authenticated:
        return {}
    name, state = match.view_name, kept_state(context["state"].urlencode())
    views = list(SavedView.objects.visible_to(user).of_list(name).select_related("owner"))
    return {
        "offered": True,
        "views": [
            {"view": view, "own": view.owner_id == user.pk, "current": view.state == state}
            for view in views
        ],
        "shown": next((view for view in views if view.state == state), None),
        "save_url": f"{reverse('saved-view-new')}?{urlencode({'list': name, 'state': state})}",
    }
