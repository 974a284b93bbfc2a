"""Asking for a page, and for the rows of a list."""

from django.urls import reverse


def page(client, name, *arguments, **query):
    answer = client.get(reverse(name, args=arguments), query)
    assert answer.status_code == 200, answer.content.decode()[:1000]
    return answer.content.decode()


def listed(client, name, **query):
    """Return the keys of the rows that a list shows, in its order."""
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200, answer.content.decode()[:1000]
    return [row.record.pk for row in answer.context["table"].rows]
