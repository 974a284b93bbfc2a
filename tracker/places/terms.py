"""Words of the places room that are stored or chosen from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Levels of the area tree, from the top down; each has its own code length."""

    PROVINCE = "province", _("Province")
    CITY = "city", _("City")
    COUNTY = "county", _("County or district")
    STREET = "street", _("Street, town or township")
    VILLAGE = "village", _("Village or community")


# National statistical codes: province 2, city 4, county 6, street 9, village 12 digits.
CODE_LENGTHS = {
    Level.PROVINCE: 2,
    Level.CITY: 4,
    Level.COUNTY: 6,
    Level.STREET: 9,
    Level.VILLAGE: 12,
}
LEVEL_OF_LENGTH = {length: level for level, length in CODE_LENGTHS.items()}


class UnitKind(models.TextChoices):
    """Which scheme rates a unit."""

    RURAL = "rural", _("Village (rural)")
    URBAN = "urban", _("Community (urban)")


class AreaKind(models.TextChoices):
    """What an area counts as; levels above the village have none unless excluded."""

    NONE = "", _("Ordinary")
    RURAL = "rural", _("Village (rural)")
    URBAN = "urban", _("Community (urban)")
    EXCLUDED = "excluded", _("Not rated (farm, zone or virtual unit)")


class NameKind(models.TextChoices):
    """Why an area has a further name."""

    ALIAS = "alias", _("Also called")
    FORMER = "former", _("Former name")
    PRESS = "press", _("As printed in the press")


# A person's correction of an area says so in the area's source; a file that is
# loaded later leaves such an area alone.
CORRECTION_MARK = "更正"


class SuccessionKind(models.TextChoices):
    """How one area became another."""

    MERGED = "merged", _("Merged")
    SPLIT = "split", _("Split")
    RENAMED = "renamed", _("Renamed or renumbered")
    CONVERTED = "converted", _("Village became community")
