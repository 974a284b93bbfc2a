"""What must hold, and what pages show: read at once."""
