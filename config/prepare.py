"""`python -m config.prepare`: brings tables, static files and demo up to date, loading Django once for all of it.

Part of `make run`. Ends with status 1 and one sentence on standard error when something cannot be done. The file named
as argument receives the demo's sign-ins.
"""

import os
import sys
from pathlib import Path

import django
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from config import environment as env
from config.steps import say, step


def prepare(sign_ins: Path) -> None:
    with step("Loading the program"):
        django.setup()
    from kit.checks import database_problems  # noqa: PLC0415 - Django had to be ready first

    for problem in database_problems():
        raise CommandError(problem)
    executor = MigrationExecutor(connection)
    if missing := len(executor.migration_plan(executor.loader.graph.leaf_nodes())):
        with step(f"Bringing the tables up to date, {missing} steps"):
            call_command("migrate", verbosity=0, interactive=False)
    with step("Gathering the static files"):
        call_command("collectstatic", verbosity=0, interactive=False)
    with sign_ins.open("w", encoding="utf-8") as people:
        if env.flag("DEMO", default=True):
            call_command("load_demo")
            call_command("show_demo_people", stdout=people)
        else:
            people.write("  Make yourself an administrator with: .venv/bin/python manage.py create_administrator\n")


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    try:
        prepare(Path(arguments[0]))
    except (CommandError, SystemCheckError) as error:
        sys.stderr.write(f"{error}\n")
    except DatabaseError as error:
        if "No space left" in str(error):
            sys.stderr.write("The disk is full: free some space and start again.\n")
        else:
            sys.stderr.write(f"The database cannot be used: {' '.join(str(error).split())}\n")
    else:
        return 0
    say("failed")
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
