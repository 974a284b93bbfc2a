"""The log of every change: append-only, chained by digests."""
