"""What a page of claims shows, read at once."""
