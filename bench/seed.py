"""Fills a database with one data set: a few templates made by the operations, multiplied by the database."""

from django.core.management import call_command
from django.db import connection

from bench.courses import Template, multiply_courses
from bench.people import multiply_people, multiply_progress
from bench.sets import DataSet
from bench.steps import step, without_triggers
from bench.templates import make_cast, make_courses
from courses.models import Course
from courses.operations.rebuilding import differences_of

# How many clones of each template are compared, at the end, with what publication would make of them.
PROVED = 3


def seed(wanted: DataSet) -> None:
    """Bring an empty database to the size of `wanted`, showing each step and its time."""
    with step(f"Set {wanted.name}: tables"):
        call_command("migrate", verbosity=0)
    with step("templates, by the operations"):
        cast = make_cast()
        courses = make_courses(cast, lessons=wanted.lessons_per_course)
    with step(f"{wanted.courses} courses with their documents") as tell, without_triggers():
        templates = multiply_courses(courses, wanted.courses, tell)
    with step(f"{wanted.people} people") as tell, without_triggers():
        people = multiply_people(cast, wanted.people, tell)
    with step(f"{wanted.progress_rows} rows of progress") as tell:
        multiply_progress(cast, templates, people, wanted, tell)
    with step("statistics"), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    with step("proof that documents are what publication makes"):
        prove(templates)


def prove(templates: list[Template]) -> None:
    """Raise AssertionError unless some documents of clones are what their submissions give."""
    for template in templates:
        slugs = [f"{template.course.slug}-{number + 2}" for number in range(template.copies)]
        for slug in slugs[:: max(1, len(slugs) // PROVED)]:
            found = differences_of(Course.objects.get(slug=slug))
            assert not found, f"{slug}: {found}"
