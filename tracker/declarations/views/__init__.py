"""Pages of declarations and targets, for staff."""
