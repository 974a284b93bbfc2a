"""Reading of area files: lines, rows, then the tree they make. Nothing here knows the database."""
