"""Make quizzes of problems that were kept when a course was brought in."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from courses.importers.report import Outcome
from courses.importers.turning import turn_problems
from courses.models import Course
from kit.errors import DomainError


class Command(BaseCommand):
    help = (
        "Make quizzes of the Open edX problems that a course kept when it was brought in, and put them into the drafts "
        "of its lessons where the problems stood. Names each that stays, with the reason. Safe to run twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course", help="The course's address (slug) or public id.")

    def handle(self, *, course: str, **options: Any) -> None:
        try:
            found = Course.objects.filter(public_id=UUID(course)).first()
        except ValueError:
            found = Course.objects.filter(slug=course).first()
        if found is None:
            raise CommandError(f"There is no course “{course}”.")
        try:
            report = turn_problems(found, actor=None)
        except DomainError as error:
            raise CommandError(str(error)) from error
        for item in report:
            if item.outcome is Outcome.LEFT_OUT:
                self.stdout.write(f"stays: {item.path} ({item.reason})")
            else:
                self.stdout.write(f"turned: {item.path}{f' ({item.reason})' if item.reason else ''}")
        stays = report.count(Outcome.LEFT_OUT)
        self.stdout.write(self.style.SUCCESS(f"{len(report.items) - stays} turned, {stays} stay."))
