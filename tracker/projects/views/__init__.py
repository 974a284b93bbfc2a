"""Pages of projects and supplies, for staff."""
