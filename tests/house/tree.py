"""The project's own files and models, as the house tests look at them."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import Model
from factory.django import DjangoModelFactory

import tests.factories

ROOT = Path(__file__).resolve().parents[2]
OUR_APPS = ("tracker", "articles")


def files(*patterns: str, under: str = ".") -> list[Path]:
    """Return the tracked files under a folder that match a pattern, sorted."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", under],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = sorted({ROOT / name for name in listed.stdout.split("\0") if name})
    return [
        path
        for path in paths
        if path.is_file() and any(path.match(pattern) for pattern in patterns)
    ]


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def own_models() -> list[type[Model]]:
    return [model for label in OUR_APPS for model in apps.get_app_config(label).get_models()]


def factories() -> Iterator[type[DjangoModelFactory]]:
    """Yield every factory declared in tests/factories."""
    for module in pkgutil.iter_modules(tests.factories.__path__):
        loaded = importlib.import_module(f"tests.factories.{module.name}")
        for found in vars(loaded).values():
            declared = getattr(found, "__module__", "") == loaded.__name__
            kind = isinstance(found, type) and issubclass(found, DjangoModelFactory)
            if declared and kind and not found._meta.abstract:
                yield found


def factory_of(model: type[Model]) -> type[DjangoModelFactory]:
    """Return the first factory of a model. Raises LookupError when there is none."""
    for found in factories():
        if found._meta.model is model:
            return found
    raise LookupError(f"tests/factories has no factory for {model.__name__}")
