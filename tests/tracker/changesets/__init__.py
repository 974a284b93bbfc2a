"""Many changes as one thing: staged, applied, undone."""
