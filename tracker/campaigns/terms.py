"""Words of the campaigns room that are stored or chosen from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Wording(models.TextChoices):
    """What the campaign of a year is called; the press changed the word by late 2024."""

    CREATION = "创建", _("creation (创建)")
    CONSTRUCTION = "建设", _("construction (建设)")


class State(models.TextChoices):
    PREPARING = "preparing", _("In preparation")
    RUNNING = "running", _("Running")
    CLOSED = "closed", _("Closed")


class Stage(models.TextChoices):
    """The parts of a year's work that may have a last day."""

    DECLARATION = "declaration", _("Declaring")
    ENTRY = "entry", _("Entering the stars")
    REVIEW = "review", _("Review by the street")
    VERIFICATION = "verification", _("Verification by the task forces")
    CONFIRMATION = "confirmation", _("Confirmation by the county")


class StarKey(models.TextChoices):
    """The eight stars of both schemes; safety and party_branch are shared."""

    PARTY_BRANCH = "party_branch", _("Strong branch star")
    INDUSTRY = "industry", _("Thriving industry star")
    ECOLOGY = "ecology", _("Livable ecology star")
    SAFETY = "safety", _("Safety and rule-of-law star")
    CIVILITY = "civility", _("Civility and well-being star")
    SHARING = "sharing", _("Co-building and sharing star")
    HARMONY = "harmony", _("Happiness and harmony star")
    BUSINESS = "business", _("Good work and business star")


# The stars of each scheme in official order (domain.md 1.2).
RURAL_STARS = ["industry", "ecology", "safety", "civility", "party_branch"]
URBAN_STARS = ["sharing", "safety", "harmony", "business", "party_branch"]

# How the last day of a part of the work is called in the year's cycle, in Chinese and English.
NAMES_OF_STAGES = {
    Stage.DECLARATION: ("申报截止", "Declarations are due"),
    Stage.ENTRY: ("填报截止", "Entries are due"),
    Stage.REVIEW: ("街道初审截止", "Reviews by the streets are due"),
    Stage.VERIFICATION: ("专班审核截止", "Verifications by the task forces are due"),
    Stage.CONFIRMATION: ("县级确认截止", "Confirmations by the county are due"),
}
