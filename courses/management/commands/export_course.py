"""Write a course as a Markdown book."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from courses.exporters.markdown_book import FolderSink, export_course, zip_sink
from courses.models import CoursePage


class Command(BaseCommand):
    help = "Write a course's draft as a Markdown book that import_course reads back: a zip, or a new or empty folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course", help="The course's address (slug) or public id.")
        parser.add_argument("target", type=Path, help="A file ending in .zip, or a folder.")
        parser.add_argument("--language", help="Which language's draft; the first one by default.")

    def handle(self, *, course: str, target: Path, language: str | None, **options: Any) -> None:
        page = self._page(course, language)
        try:
            if target.suffix.lower() == ".zip":
                with zip_sink(target) as sink:
                    left_out = export_course(page, sink)
            else:
                if target.exists() and (not target.is_dir() or any(target.iterdir())):
                    raise CommandError(f"{target} is there already and is not an empty folder.")
                target.mkdir(parents=True, exist_ok=True)
                left_out = export_course(page, FolderSink(target))
        except OSError as error:
            raise CommandError(f"The book cannot be written: {error}.") from error
        for one in left_out:
            where = one.get("lesson") or one["quiz"]
            said = f"{where}: the {one['kind']} “{one['title']}” stays behind; books have no form for it."
            self.stderr.write(self.style.WARNING(said))
        self.stdout.write(self.style.SUCCESS(f"“{page.title}” stands in {target}."))

    def _page(self, course: str, language: str | None) -> CoursePage:
        pages = CoursePage.objects.filter(removed_at=None).order_by("path")
        try:
            pages = pages.filter(course__public_id=UUID(course))
        except ValueError:
            pages = pages.filter(course__slug=course)
        if language:
            pages = pages.filter(language=language)
        page = pages.first()
        if page is None:
            raise CommandError(f"There is no course “{course}”.")
        return page
