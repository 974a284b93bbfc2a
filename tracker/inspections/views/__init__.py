"""Pages of rounds, inspections and bulletins, for staff."""
