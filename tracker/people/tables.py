"""The list of people."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.people.models import User
from tracker.ui.tables import DateColumn, LinkColumn, Table, TextColumn


def roles_in_words(user: User) -> str:
    """Return the roles that the list loaded in `standing_grants`, each with its stars."""
    stars: dict[tuple[str, str], list[str]] = {}
    for grant in user.standing_grants:
        stars.setdefault((grant.get_role_display(), grant.area.name), [])
        if grant.star:
            stars[grant.get_role_display(), grant.area.name].append(grant.get_star_display())
    return "；".join(
        f"{role}（{area}{'：' if names else ''}{'、'.join(names)}）"
        for (role, area), names in stars.items()
    )


def state_in_words(user: User) -> str:
    if not user.is_active:
        return _("disabled")
    return _("has never signed in") if user.last_login is None else _("enabled")


class PersonTable(Table):
    username = LinkColumn(verbose_name=gettext_lazy("Account"), to="person-detail")
    display_name = TextColumn(
        verbose_name=gettext_lazy("Name of the person"), empty_values=(None, "")
    )
    roles = TextColumn(
        verbose_name=gettext_lazy("Roles"),
        empty_values=(),
        order_by=("first_role", "username"),
        export=roles_in_words,
    )
    is_active = TextColumn(verbose_name=gettext_lazy("State"), export=state_in_words)
    last_login = DateColumn(verbose_name=gettext_lazy("Last sign-in"))

    class Meta(Table.Meta):
        model = User
        fields = ()
        order_by = ("username",)

    def render_roles(self, record: User) -> str:
        return roles_in_words(record) or _("no role")

    def render_is_active(self, record: User) -> str:
        return state_in_words(record)
