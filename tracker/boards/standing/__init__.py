"""What boards and the ladder show, read at once."""
