"""What the pages of work show, read at once."""
