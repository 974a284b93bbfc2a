"""The events of this room, and what they keep of a row."""

from __future__ import annotations

from tracker.findings.models import Extension, Finding
from tracker.history.record import Change
from tracker.history.rows import Values, plain

FINDING = "finding"
_KEPT = (
    *("state", "area_id", "star", "severity", "handling", "weight", "again_of_id"),
    *("origin", "origin_key", "responsible_id", "duty", "due_on", "climbed_to"),
    *("round", "version"),
)


def kept(finding: Finding) -> Values:
    """Return what an event keeps of a finding: plain values."""
    return {name.removesuffix("_id"): plain(getattr(finding, name)) for name in _KEPT}


def finding_change(finding: Finding, verb: str, before: Values, *, said: str = "") -> Change:
    """Return the event of one step; the finding is as it became."""
    after = kept(finding)
    if verb == "report":
        after["what"] = finding.what
    return Change(
        action=f"findings.{verb}",
        object_type=FINDING,
        object_key=finding.number,
        object_name=f"{finding.number} {finding.what}"[:160],
        area_code=finding.area_id,
        before=before,
        after=after,
        reason=said[:500],
    )


def extension_change(extension: Extension, verb: str, before: Values) -> Change:
    """Return the event of a request for more time."""
    return Change.of(
        extension,
        verb,
        object_name=extension.finding.number,
        area_code=extension.finding.area_id,
        before=before,
        after={"until": plain(extension.until), "state": str(extension.state)},
        reason=(extension.answer or extension.reason)[:500],
    )
