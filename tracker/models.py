"""Gathers the models of all rooms; rooms never import this file."""

from tracker.api.models import KeptAnswer
from tracker.campaigns.models import (
    Campaign,
    CampaignDate,
    LeadDepartment,
    LevelRule,
    Scheme,
    Standard,
    Star,
    Veto,
)
from tracker.changesets.models import Changeset, ChangesetPart, ChangesetRow
from tracker.claims.models import AliasProposal, Claim, DeliveredFile, Delivery, Reading
from tracker.clocks.models import ClockRule, FrozenWeek, WeeklyCard
from tracker.contacts.models import HelpCount, Tie, Training, Visit, WeakBranch
from tracker.declarations.models import Declaration, DeclarationStep, Target
from tracker.desks.models import Bookmark
from tracker.figures.models import Crosscheck, CrosscheckPart, ReportedFigure
from tracker.findings.models import Extension, Finding, FindingStep, Series
from tracker.history.models import Event, Head
from tracker.inspections.models import (
    Bulletin,
    Draft,
    Inspection,
    InspectionResult,
    InspectionScore,
    Photo,
    PlannedVisit,
    Round,
    SelfCheck,
    SelfCheckDraft,
)
from tracker.jobs.models import Job
from tracker.notices.models import Channel, Dispatch, Notice
from tracker.people.models import Grant, PastPassword, User
from tracker.places.models import Area, AreaName, Branch, Succession
from tracker.projects.models import Milestone, Payment, Project, Supply
from tracker.ratings.models import Rating, RatingStep, Seal, StandardResult, StarRating
from tracker.savedviews.models import SavedView
from tracker.tallies.models import Tally
from tracker.tokens.models import Token
from tracker.worklist.models import Meeting, Rhythm, WorkItem, WorkStep

__all__ = [
    "AliasProposal",
    "Area",
    "AreaName",
    "Bookmark",
    "Branch",
    "Bulletin",
    "Campaign",
    "CampaignDate",
    "Changeset",
    "ChangesetPart",
    "ChangesetRow",
    "Channel",
    "Claim",
    "ClockRule",
    "Crosscheck",
    "CrosscheckPart",
    "Declaration",
    "DeclarationStep",
    "DeliveredFile",
    "Delivery",
    "Dispatch",
    "Draft",
    "Event",
    "Extension",
    "Finding",
    "FindingStep",
    "FrozenWeek",
    "Grant",
    "Head",
    "HelpCount",
    "Inspection",
    "InspectionResult",
    "InspectionScore",
    "Job",
    "KeptAnswer",
    "LeadDepartment",
    "LevelRule",
    "Meeting",
    "Milestone",
    "Notice",
    "PastPassword",
    "Payment",
    "Photo",
    "PlannedVisit",
    "Project",
    "Rating",
    "RatingStep",
    "Reading",
    "ReportedFigure",
    "Rhythm",
    "Round",
    "SavedView",
    "Scheme",
    "Seal",
    "SelfCheck",
    "SelfCheckDraft",
    "Series",
    "Standard",
    "StandardResult",
    "Star",
    "StarRating",
    "Succession",
    "Supply",
    "Tally",
    "Target",
    "Tie",
    "Token",
    "Training",
    "User",
    "Veto",
    "Visit",
    "WeakBranch",
    "WeeklyCard",
    "WorkItem",
    "WorkStep",
]
