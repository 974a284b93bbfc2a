"""Pages of contacts, for staff."""
