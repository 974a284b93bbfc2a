"""No way around a person's rights: `everything` belongs to Django, `objects` to the reader."""

import ast

from tests.house.tree import files, own_models, short
from tracker.people.scopes import ScopedManager

# Who looks at all rows by nature: the models that declare it, and tests.
MODELS = "models.py"


def scoped() -> set[str]:
    return {model.__name__ for model in own_models() if isinstance(model.objects, ScopedManager)}


def test_the_rows_of_staff_are_scoped():
    assert scoped() == {
        *("Declaration", "Target", "Rating", "StarRating"),
        *("Changeset", "ClockRule", "WeeklyCard", "Finding"),
        *("Round", "Inspection", "SelfCheck", "Bulletin"),
        *("Claim", "AliasProposal", "Delivery"),
        *("WorkItem", "WorkStep", "Rhythm", "Meeting"),
        *("Project", "Milestone", "Payment", "Supply"),
        *("Tie", "WeakBranch", "Visit", "HelpCount", "Training"),
    }


def test_no_file_reads_everything_past_the_readers_rights():
    around = []
    for path in files("*.py", under="tracker"):
        # The log and a migration look at any row by nature; they show none.
        if path.name == MODELS or {"history", "migrations"} & set(path.parts):
            continue
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        around.extend(
            f"{short(path)}:{node.lineno}"
            for node in nodes
            if isinstance(node, ast.Attribute) and _goes_around(node, scoped())
        )

    assert around == []


def _goes_around(node: ast.Attribute, models: set[str]) -> bool:
    if node.attr in {"_default_manager", "_base_manager"}:
        return True
    asked = node.value
    return node.attr == "everything" and isinstance(asked, ast.Name) and asked.id in models


def test_pages_read_no_scoped_row_without_a_reader():
    """A view, form, filter or table says `visible_to`; `unscoped` is for actions and commands."""
    allowed = []
    for path in files("*.py", under="tracker"):
        page = path.stem in {"forms", "filters", "tables", "urls"} or "views" in (
            path.stem,
            path.parent.name,
        )
        if page and ".unscoped(" in path.read_text(encoding="utf-8"):
            allowed.append(short(path))

    assert allowed == []
