"""Pages of work, for staff."""
