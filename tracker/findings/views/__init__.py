"""Pages of findings, for staff."""
