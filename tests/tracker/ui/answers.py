"""What an answer of the list page says."""

import re


def codes(answer):
    return [row.record.pk for row in answer.context["table"].paginated_rows]


def problems(answer):
    return [(problem.parameter, str(problem.message)) for problem in answer.context["problems"]]


def words(answer):
    """Return what the page says, without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
