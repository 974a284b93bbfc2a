"""What the log calls rooms and verbs. A new verb gets a line here; a test asks for it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tracker.contacts.terms import WeakVerb
from tracker.declarations.terms import Verb as DeclarationVerb
from tracker.findings.terms import Verb as FindingVerb
from tracker.projects.terms import Verb as ProjectVerb
from tracker.ratings.terms import Verb as RatingVerb
from tracker.worklist.terms import Verb as WorkVerb

ROOMS = {
    "people": _("People and rights"),
    "places": _("Places"),
    "campaigns": _("Campaign and standards"),
    "articles": _("Newspaper articles"),
    "figures": _("Figures from the papers"),
    "claims": _("Claims from the papers"),
    "changesets": _("Changesets"),
    "declarations": _("Declarations of branches"),
    "targets": _("Targets of areas"),
    "ratings": _("Ratings"),
    "clocks": _("Deadlines and colours"),
    "findings": _("Findings to put right"),
    "inspections": _("Inspections and bulletins"),
    "tallies": _("Tallies"),
    "worklist": _("Work lists"),
    "projects": _("Projects"),
    "contacts": _("Contacts and training"),
    "logbook": _("The log"),
    "notices": _("Notices to staff"),
    "savedviews": _("Saved views"),
    "tokens": _("Tokens for programs"),
}

_ROWS = {"added": _("entered"), "changed": _("changed"), "removed": _("removed")}

VERBS = {
    "people": {
        **_ROWS,
        "create_user": _("made an account"),
        "change_user": _("corrected a name"),
        "disable": _("disabled an account"),
        "enable": _("enabled an account again"),
        "grant": _("gave a role"),
        "end_grant": _("took back a role"),
        "reset_password": _("gave a one-time password"),
        "change_password": _("changed the password"),
        "end_sessions": _("ended all sessions"),
        "session_ended": _("a session had ended"),
        "begin_second_factor": _("began to set up the second factor"),
        "confirm_second_factor": _("set up the second factor"),
        "remove_second_factor": _("removed the second factor"),
        "renew_recovery_codes": _("made new recovery codes"),
        "used_recovery_code": _("signed in with a recovery code"),
        "signed_in": _("signed in"),
        "signed_out": _("signed out"),
        "sign_in_failed": _("a sign-in failed"),
        "code_refused": _("a wrong code was entered"),
        "locked_out": _("sign-in was locked"),
        "denied": _("was refused a page"),
    },
    "places": {
        **_ROWS,
        "ended": _("ended by a load"),
        "open_area": _("entered an area"),
        "end_area": _("ended an area"),
        "reopen_area": _("took back an end"),
        "succeed": _("recorded what an area became"),
        "rename_area": _("renamed an area"),
        "correct_kind": _("corrected a kind"),
        "correct_pinyin": _("corrected a reading"),
        "correct_statutory_parent": _("corrected the area by law"),
        "add_name": _("added a further name"),
        "change_name": _("changed a further name"),
        "remove_name": _("removed a further name"),
        "name_branch": _("named a branch"),
        "settle_branch": _("a branch followed its area"),
        "recount_units": _("counted units anew"),
    },
    "campaigns": {
        **_ROWS,
        "start": _("started a year"),
        "open": _("opened a year"),
        "close": _("closed a year"),
    },
    "articles": _ROWS,
    "figures": _ROWS
    | {"opened": _("opened a contradiction"), "decided": _("decided a contradiction")},
    "claims": _ROWS
    | {
        "accepted": _("accepted a claim"),
        "rejected": _("rejected a claim"),
        "taken_back": _("took a judgement back"),
        "reread": _("read a claim anew"),
        "reviewed": _("reviewed a name from the papers"),
    },
    "changesets": {
        "stage": _("staged a changeset"),
        "upload": _("gave rows to be read"),
        "refuse": _("a file could not be read"),
        "confirm": _("confirmed a changeset"),
        "apply": _("applied a changeset"),
        "hold_back": _("a changeset was not applied"),
        "withdraw": _("withdrew a changeset"),
    },
    "declarations": {verb.value: verb.label for verb in DeclarationVerb} | _ROWS,
    "targets": {"set": _("set or took back a target")},
    "ratings": {verb.value: verb.label for verb in RatingVerb}
    | {"open": _("began a rating")}
    | _ROWS,
    "clocks": {"set": _("set a clock"), "freeze": _("froze a week")},
    "findings": {verb.value: verb.label for verb in FindingVerb},
    "inspections": {
        "plan": _("planned a round"),
        "close": _("closed a round"),
        "add": _("added a unit to a round"),
        "begin": _("began a visit"),
        "self_check": _("recorded a self-check"),
        "submit": _("submitted a visit"),
        "photo": _("added a photo"),
        "unphoto": _("took a photo away"),
        "compose": _("composed a bulletin"),
        "edit": _("edited a bulletin"),
        "hand_in": _("handed a bulletin in"),
        "hand_back": _("gave a bulletin back"),
        "issue": _("issued a bulletin"),
    },
    "worklist": {verb.value: verb.label for verb in WorkVerb}
    | {
        "hold_meeting": _("wrote minutes"),
        "change_meeting": _("corrected minutes"),
        "begin_rhythm": _("began a rhythm"),
        "end_rhythm": _("ended a rhythm"),
    }
    | _ROWS,
    "projects": {verb.value: verb.label for verb in ProjectVerb}
    | {
        "offer": _("listed a supply"),
        "change_offer": _("corrected a supply"),
        "add_milestone": _("added a step"),
        "reach_milestone": _("reached a step"),
        "receive": _("entered money"),
    }
    | _ROWS,
    "contacts": {verb.value: verb.label for verb in WeakVerb}
    | {
        "tie": _("tied a department to a branch"),
        "untie": _("ended a tie"),
        "visit": _("wrote down a visit"),
        "count_help": _("entered help in numbers"),
        "add_training": _("entered a training"),
        "change_training": _("went on with a training"),
    },
    "tallies": {"repair": _("put tallies right")},
    "logbook": {"exported": _("exported the log")},
    "notices": {"choose": _("chose how notices arrive")},
    "savedviews": _ROWS,
    "tokens": {"make": _("made a token"), "revoke": _("revoked a token")},
}

ACTIONS = {
    f"{room}.{verb}": (room, words)
    for room, verbs in VERBS.items()
    for verb, words in verbs.items()
}
