"""Template tags of the ui room; Django looks for them here."""
