"""What is done with projects and supplies: the only doors to their rows.

Order of locks in every writer: the year, the project, the supply, the log last.
"""

from tracker.projects.actions.moving import change_project, match, move_project
from tracker.projects.actions.parts import add_milestone, reach_milestone, receive
from tracker.projects.actions.proposing import propose
from tracker.projects.actions.supplying import change_offer, offer

__all__ = [
    "add_milestone",
    "change_offer",
    "change_project",
    "match",
    "move_project",
    "offer",
    "propose",
    "reach_milestone",
    "receive",
]
