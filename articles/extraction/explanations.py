"""Why a claim was made, in sentences that a reviewer reads.

Keys stand in claims; the sentences go through gettext where they are shown.
Nothing here imports Django: `gettext_noop` only marks them for the catalogue.
"""

from __future__ import annotations

from articles.extraction.marking import gettext_noop

WAYS: dict[str, str] = {
    "named": gettext_noop("The figure's own clause names the place."),
    "this_area": gettext_noop("The clause says “this area”; the place was named before."),
    "sentence": gettext_noop("The sentence names the place at its beginning."),
    "carried": gettext_noop("The sentence names no place; the one spoken of before was kept."),
    "byline": gettext_noop("Only the author's line names a place."),
    "none": gettext_noop("The page names no place for this figure."),
}

REASONS: dict[str, str] = {
    "only_one": gettext_noop("Only this place goes by the name."),
    "with_street": gettext_noop("The name of its street or county stands directly before."),
    "in_street": gettext_noop("It lies in the street that the article speaks of."),
    "in_county": gettext_noop("It lies in the county that the article speaks of."),
    "on_page": gettext_noop("It lies in a county that is named on the page."),
    "outside": gettext_noop("It lies outside the places that the article speaks of."),
    "namesake": gettext_noop("Another place goes by the same name."),
}
