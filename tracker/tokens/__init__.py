"""Keys with which a program acts for one person, within that person's rights."""
