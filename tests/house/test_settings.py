"""Settings come from the environment, and every one is written down."""

import ast
import re

from tests.house.tree import ROOT

EXAMPLE = re.compile(r"^#?([A-Z_]+)=(.*)$", re.MULTILINE)


def spelled(node):
    """Return a default as .env.example spells it; what is computed stands empty there."""
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ",".join(value)
    return str(value)


def read_settings():
    """Return {variable: default} of every `env.…("NAME", default)` in the settings."""
    found = {}
    for node in ast.walk(ast.parse((ROOT / "config" / "settings.py").read_text())):
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if called and isinstance(node.func.value, ast.Name) and node.func.value.id == "env":
            named = [keyword.value for keyword in node.keywords if keyword.arg == "default"]
            default = (node.args[1:] + named)[0]
            found[ast.literal_eval(node.args[0])] = spelled(default)
    return found


def test_the_example_lists_every_setting_with_its_default():
    listed = dict(EXAMPLE.findall((ROOT / ".env.example").read_text()))

    assert listed == read_settings()


def test_every_setting_is_explained_in_operations():
    explained = set(re.findall(r"^\| `([A-Z_]+)` \|", _operations(), re.MULTILINE))

    assert explained == set(read_settings())


def _operations():
    return (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
