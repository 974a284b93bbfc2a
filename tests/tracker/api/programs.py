"""Asking the interface as a program does: with a token, in English."""

import json

from django.test import Client

from tests.factories.tokens import secret_for

V1 = "/api/v1/"


class Program:
    """A program of somebody, or of nobody."""

    def __init__(self, user=None, scope="write"):
        self.client = Client(enforce_csrf_checks=True)
        self.headers = {"accept-language": "en"}
        if user:
            self.headers["authorization"] = f"Bearer {secret_for(user, scope)}"

    def __call__(self, method, path, body=None, **headers):
        """Send a request; headers are written with underlines: if_match='"v1"'."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(
            method,
            path if path.startswith("/") else V1 + path,
            "" if body is None else json.dumps(body),
            content_type="application/json" if body is not None else "",
            headers=self.headers | said,
        )

    def get(self, path, **headers):
        return self("GET", path, **headers)


def kind_of(answer):
    """Return status and kind of a problem."""
    assert answer["Content-Type"] == "application/problem+json", answer.content.decode()
    said = answer.json()
    assert said["status"] == answer.status_code
    assert said["title"]
    assert said["detail"]
    return answer.status_code, said["type"].partition("#")[2]
