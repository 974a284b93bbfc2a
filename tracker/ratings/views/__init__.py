"""Pages of ratings: the list, moving stars, one rating, one star, the street's sheet, reports."""
