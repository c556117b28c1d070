from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kit import invariants


class Command(BaseCommand):
    help = "Prove that what must always hold does hold. Changes nothing; fails when something does not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", help="Invariants to look at; none for all.")

    def handle(self, *args: Any, names: list[str], **options: Any) -> None:
        if unknown := set(names) - set(invariants.names()):
            raise CommandError(f"Unknown: {', '.join(sorted(unknown))}. Known: {', '.join(invariants.names())}.")
        found = list(invariants.violations(names))
        for violation in found:
            self.stdout.write(f"{violation.invariant}: {violation.found}")
        if found:
            raise CommandError(f"{len(found)} violations.")
        self.stdout.write(f"{len(names or invariants.names())} invariants hold.")
