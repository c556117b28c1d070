"""Remove files that no row has known for a week, now; also where the nightly job leaves them for being many."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from media.operations.orphans import sweep_orphans


class Command(BaseCommand):
    help = "Remove stored media that belong to nothing, as the nightly job does, and name them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--however-many",
            action="store_true",
            help="also where they are many; look first whether they are another's",
        )

    def handle(self, **options: Any) -> None:
        removed = sweep_orphans(however_many=options["however_many"])
        for name in removed:
            self.stdout.write(name)
        self.stdout.write(self.style.SUCCESS(f"Removed {len(removed)} files and folders."))
