"""The interface for programs: the same lists, the same actions, as JSON."""
