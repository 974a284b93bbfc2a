"""Processes killed, queues emptied: what was asked for is done, once."""
