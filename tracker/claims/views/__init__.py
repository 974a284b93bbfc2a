"""Pages of the review desk; each module names its own."""
