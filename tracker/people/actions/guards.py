"""What must stay true whatever is changed; asked inside the transaction, with the rows locked."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.access.terms import Role
from tracker.people.models import Grant, User


def keep_one_security_administrator(
    *, without_user: User | None = None, without_grant: Grant | None = None
) -> None:
    """Raise Refused when nobody would be left who gives rights for the whole site.

    Nobody else could open the site's accounts again but the machine's own
    administrator, with `create_admin --security`.
    """
    holding = Grant.objects.active().filter(role=Role.SECURITY_ADMIN, user__is_active=True)
    # The accounts, too: two who disable each other change no grant, and each must see the other.
    held = holding.select_related("user").select_for_update(of=("self", "user"))
    rows = list(held.order_by("pk"))
    reaching = [row for row in rows if settings.HOME_AREA.startswith(row.area_id)]
    left = [
        row
        for row in reaching
        if not (without_user and row.user_id == without_user.pk)
        and not (without_grant and row.pk == without_grant.pk)
    ]
    if reaching and not left:
        raise Refused(
            _("This is the last security administrator. Give the role to another person first.")
        )
