"""What the pages of declarations and targets show, read at once."""
