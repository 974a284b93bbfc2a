"""Cross-checks: the arithmetic the editors wrote down, and what is found without them."""
