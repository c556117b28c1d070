"""Bring a course of another system in as a draft."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from courses.importers.bring_in import BroughtIn, bring_in
from kit.errors import DomainError

STAGES = {"reading": "Reading the package", "writing": "Writing lessons"}


class Command(BaseCommand):
    help = (
        "Bring a course in: an Open edX course (folder or tar.gz) or a Markdown book (folder or zip with contents.md "
        "or SUMMARY.md). Importing the same package again updates the same draft. Ends with 0 only when a course was "
        "made or updated, or after a dry run of a package that could be."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="The folder or archive.")
        parser.add_argument("--producer", required=True, metavar="EMAIL", help="Whose course it becomes.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would come of it; change nothing.")
        parser.add_argument("--report", type=Path, metavar="FILE", help="Write what became of each element, as JSON.")

    def handle(self, *, path: Path, producer: str, dry_run: bool, report: Path | None, **options: Any) -> None:
        person = User.objects.filter(email__iexact=producer.strip(), is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {producer}.")
        try:
            found = bring_in(path, person, actor=person, dry_run=dry_run, progress=self._show)
        except DomainError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"The package cannot be read: {error}.") from error
        if report:
            try:
                report.write_text(
                    json.dumps(found.draft.report.as_json(), ensure_ascii=False, indent=1) + "\n", "utf-8"
                )
            except OSError as error:
                raise CommandError(f"The course is there, but its report cannot be written: {error}.") from error
        self._conclude(found)

    def _show(self, stage: str, done: int, total: int) -> None:
        if total == 0:
            self.stdout.write(f"{STAGES[stage]} …")
        elif done == total or done % max(1, total // 10) == 0:
            self.stdout.write(f"{STAGES[stage]}: {done} of {total}")

    def _conclude(self, found: BroughtIn) -> None:
        counts = found.draft.report.as_json()
        title = found.draft.title
        lessons = sum(1 for _lesson in found.draft.lessons())
        if found.loaded is None:
            self.stdout.write(f"“{title}” would become a course of {lessons} lessons. Nothing was changed.")
        else:
            what = "was made" if found.loaded.is_new else "was brought up to date"
            self.stdout.write(self.style.SUCCESS(f"“{title}” {what}: {lessons} lessons, page {found.loaded.page.pk}."))
        self.stdout.write(
            f"{counts['elements']} elements: {counts['taken']} taken, {counts['adapted']} adapted, "
            f"{counts['left_out']} left out."
        )
