from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.models import Course
from courses.operations.rebuilding import differences_of, rebuild


class Command(BaseCommand):
    help = "Make the published documents what the approved submissions give. Safe to run twice, and while people read."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", help="Addresses of courses; none for all that were ever published.")
        parser.add_argument("--check", action="store_true", help="Change nothing; fail when something differs.")

    def handle(self, *args: Any, slugs: list[str], check: bool, **options: Any) -> None:
        courses = Course.objects.exclude(published_submission=None).order_by("pk")
        if slugs:
            courses = courses.filter(slug__in=slugs)
            if unknown := set(slugs) - set(courses.values_list("slug", flat=True)):
                raise CommandError(f"Never published: {', '.join(sorted(unknown))}.")
        differing = 0
        for course in courses.iterator(chunk_size=100):
            found = differences_of(course) if check else rebuild(course)
            if found:
                differing += 1
                self.stdout.write(f"{course.slug}: {found}")
        if check and differing:
            raise CommandError(f"{differing} courses differ from what was approved.")
        self.stdout.write(f"{differing} courses {'differ' if check else 'were brought up to date'}.")
