"""Bounds of saved views."""

LONGEST_NAME = 40
LONGEST_STATE = 2000  # characters; the longest honest list state is under 1000
# Each page of a list shows them all.
MOST = 100  # of one person, over all lists
