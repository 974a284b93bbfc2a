"""Work in the background: asked for in a transaction, done by another process."""
