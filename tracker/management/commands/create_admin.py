"""Make the first administrators; no installation has a default account."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tracker.access.terms import Role
from tracker.people.actions.bootstrap import create_administrator


class Command(BaseCommand):
    help = (
        "Makes a system administrator, or another of the three. "
        "Asks for the password on the terminal and never shows it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="name shown in the administration")
        role = parser.add_mutually_exclusive_group()
        role.add_argument(
            "--security",
            action="store_const",
            dest="role",
            const=Role.SECURITY_ADMIN,
            help="security administrator, who makes accounts and gives roles",
        )
        role.add_argument(
            "--audit",
            action="store_const",
            dest="role",
            const=Role.AUDITOR,
            help="audit administrator, who reads the log",
        )
        source = parser.add_mutually_exclusive_group()
        source.add_argument(
            "--password-env", metavar="VARIABLE", help="environment variable with the password"
        )
        source.add_argument(
            "--password-stdin", action="store_true", help="first line of standard input"
        )

    def handle(self, *args: Any, username: str, name: str, **options: Any) -> None:
        role = options["role"] or Role.SYSTEM_ADMIN
        password = _password(options["password_env"], stdin=options["password_stdin"])
        try:
            user = create_administrator(
                by=getpass.getuser(),
                username=username,
                password=password,
                display_name=name,
                role=role,
            )
        except ValidationError as error:
            raise CommandError(
                "\n".join([_("No account was made."), *(f"- {line}" for line in error.messages)])
            ) from None
        self.stdout.write(
            _("%(role)s “%(name)s” was made. Sign in at /sign-in/.")
            % {"role": role.label, "name": user.username}
        )


def _password(variable: str | None, *, stdin: bool) -> str:
    """Return the password from where it was said to be. Raises CommandError for none.

    It is no argument: arguments stand in the shell's history and the process list.
    """
    if variable is not None:
        if not os.environ.get(variable):
            raise CommandError(
                _("The environment variable %(name)s is not set or empty.") % {"name": variable}
            )
        return os.environ[variable]
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise CommandError(
            _("There is no terminal to ask on. Use --password-env or --password-stdin.")
        )
    return _asked()


def _asked() -> str:
    password = getpass.getpass(_("Password: "))
    if password != getpass.getpass(_("Password again: ")):
        raise CommandError(_("The two passwords differ. No account was made."))
    return password
