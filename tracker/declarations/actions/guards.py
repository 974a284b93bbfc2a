"""What stands against a change of a declaration: words with the remedy, or ""."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracker.campaigns import scoring
from tracker.campaigns.models import Campaign, LevelRule, Scheme
from tracker.campaigns.terms import State as CampaignState
from tracker.declarations.models import Declaration
from tracker.declarations.terms import State, Verb
from tracker.declarations.wording import IMPOSSIBLE
from tracker.declarations.workflow import Move
from tracker.places.models import Branch

# Moves that bring a declaration forward; going back is never refused for what it says.
FORWARD = (Verb.SUBMIT, Verb.REVIEW, Verb.CONFIRM)


def rule_of(campaign: Campaign) -> scoring.LevelRule:
    """Return the year's rule; a year without one has the rule that was inferred."""
    try:
        return scoring.LevelRule(capstone=campaign.level_rule.capstone)
    except LevelRule.DoesNotExist:
        return scoring.LevelRule()


def against_year(campaign: Campaign) -> str:
    """Say why nothing of this year can be changed now."""
    words = {"year": campaign.pk}
    if campaign.state == CampaignState.PREPARING:
        return _("%(year)s has not been opened yet. Ask the city campaign office.") % words
    if campaign.state == CampaignState.CLOSED:
        return _("%(year)s is closed. If it must change, ask the city campaign office.") % words
    return ""


def against_branch(branch: Branch) -> str:
    """Say why this branch declares nothing; its area must be loaded."""
    if branch.ended_on:
        return _("%(branch)s ended on %(day)s. Declare for the branch that came after it.") % {
            "branch": branch.name,
            "day": date_format(branch.ended_on, "DATE_FORMAT"),
        }
    if branch.area.is_excluded:
        return _("%(branch)s is not rated. If that is wrong, have the place corrected first.") % {
            "branch": branch.name
        }
    return ""


def against_stars(
    stars: Collection[str], kind: str, rule: scoring.LevelRule, schemes: Collection[str]
) -> list[str]:
    """Say why a unit of this kind cannot aim at these stars; ``schemes``: kinds that have one."""
    if kind not in schemes:
        return [_("This year has no scheme for this kind of unit. Load the schemes first.")]
    return [str(IMPOSSIBLE[reason]) for reason in scoring.refusals(list(stars), kind, rule)]


def kinds_with_scheme(campaign: Campaign) -> frozenset[str]:
    """Return the kinds of unit that have a scheme in this year."""
    return frozenset(Scheme.objects.filter(campaign=campaign).values_list("unit_kind", flat=True))


def against_content(declaration: Declaration, rule: scoring.LevelRule) -> str:
    """Say why what is declared cannot go forward as it stands."""
    if words := against_branch(declaration.branch):
        return words
    remedy = {
        State.DRAFT: _("Fill it in again."),
        State.RETURNED: _("Fill it in again."),
    }.get(State(declaration.state), _("Return it to the branch."))
    if declaration.unit_kind != declaration.kind_of_scheme:
        return _("The kind of the unit was corrected since.") + remedy
    if not declaration.stars:
        return _("No star is declared yet. Choose at least one, then submit.")
    reasons = scoring.refusals(declaration.star_keys, declaration.unit_kind, rule)
    return str(IMPOSSIBLE[reasons[0]]) if reasons else ""


def against_move(declaration: Declaration, move: Move | None, verb: str, *, acted: bool) -> str:
    """Say why a verb is not possible for a declaration now; its branch and year are loaded.

    ``acted``: the person did something else to it in this round, or filled it in.
    """
    if move is None:
        words = {"state": State(declaration.state).label, "verb": Verb(verb).label}
        return _("“%(verb)s” is not possible now: the state is “%(state)s”.") % words
    if words := against_year(declaration.campaign):
        return words
    if move.fresh_eyes and acted:
        return _("You had a hand in it yourself. Somebody else has to do this.")
    if move.verb in FORWARD:
        return against_content(declaration, rule_of(declaration.campaign))
    return ""
