"""Fills a database with one data set: a few templates made by the operations, multiplied, documents built for real."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from wagtail.models import Page, Revision

from accounts.models import Profile, RoleGrant, User
from bench.clone import Change, Clone, Graph, copy, highest_keys, multiply, read
from bench.sets import DataSet
from bench.templates import Cast, make_cast, make_courses
from commerce.models import Price
from courses.enums import EnrolmentSource
from courses.models import (
    ChapterPage,
    Course,
    CourseFigures,
    CourseIndexPage,
    CoursePage,
    CoursePublication,
    CourseSubmission,
    CourseTag,
    Enrolment,
    FrozenNode,
    Lesson,
    LessonPage,
    LessonProgress,
)
from courses.operations.enrolment import enrol_learner
from courses.operations.progress import EventKind, ProgressEvent, record_progress
from courses.operations.rebuilding import rebuild
from kit import clock


@contextmanager
def step(title: str) -> Iterator[None]:
    started = time.monotonic()
    print(f"  {title} … ", end="", flush=True)
    yield
    print(f"{time.monotonic() - started:.1f} s", flush=True)
    sys.stdout.flush()


def seed(wanted: DataSet) -> None:
    """Bring an empty database to the size of `wanted`, showing each step and its time."""
    with step(f"Set {wanted.name}: tables"):
        call_command("migrate", verbosity=0)
    with step("templates, by the operations"):
        cast = make_cast()
        templates = make_courses(cast, lessons=wanted.lessons_per_course)
    with step(f"{wanted.courses} courses"), without_triggers():
        clones = multiply_courses(templates, wanted.courses)
    with step("their documents, by the operation that publishes"):
        for course in Course.objects.exclude(pk__in=[template.pk for template in templates]).iterator():
            rebuild(course)
    with step(f"{wanted.people} people"), without_triggers():
        people = multiply_people(cast, wanted.people)
    with step(f"{wanted.progress_rows} rows of progress"):
        multiply_progress(cast, templates, clones, people, wanted)
    with step("statistics"), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def without_triggers() -> Iterator[None]:
    """COPY without foreign key checks and our own triggers: what is copied was checked where it was made."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield


def multiply_courses(templates: list[Course], wanted: int) -> list[tuple[Course, Clone]]:
    """Clones of the templates in turn until there are `wanted` courses with them; with each its template."""
    index = CourseIndexPage.objects.get()
    places = count(index.numchild + 1)
    clones: list[tuple[Course, Clone]] = []
    for turn, template in enumerate(templates):
        copies = len(range(turn, wanted - len(templates), len(templates)))
        steps = list(islice(places, copies))
        graph = course_graph(template, steps)
        clones += [(template, clone) for clone in multiply(graph, copies)]
    Page.objects.filter(pk=index.pk).update(numchild=index.numchild + len(clones))
    return clones


def course_graph(template: Course, steps: list[int]) -> Graph:
    """All rows that are one course, its documents apart. Clone `n` takes place `steps[n]` under the index."""
    root = CoursePage.objects.get(course=template)
    pages = Page.objects.filter(path__startswith=root.path)
    keys = pages.values("pk")
    types = ContentType.objects.get_for_models(Page).values()
    rows = read(
        [
            Course.objects.filter(pk=template.pk),
            Lesson.objects.filter(course=template),
            pages,
            CoursePage.objects.filter(pk=root.pk),
            ChapterPage.objects.filter(pk__in=keys),
            LessonPage.objects.filter(pk__in=keys),
            CoursePage.styles.through.objects.filter(coursepage=root),
            CourseTag.objects.filter(content_object=root),
            Revision.objects.filter(
                base_content_type__in=types, object_id__in=[str(pk) for pk in keys.values_list("pk", flat=True)]
            ),
            CourseSubmission.objects.filter(course=template),
            FrozenNode.objects.filter(submission__course=template),
            CoursePublication.objects.filter(course=template),
            CourseFigures.objects.filter(course=template),
            Price.objects.filter(sellable_id=template.public_id),
        ]
    )

    def new_path(path: str, row: dict[str, Any], clone: Clone) -> str:
        place = Page._int2str(steps[clone.number]).rjust(Page.steplen, Page.alphabet[0])
        return root.path[: -Page.steplen] + place + path[len(root.path) :]

    def draft(content: dict[str, Any], row: dict[str, Any], clone: Clone) -> dict[str, Any]:
        changed: dict[str, Any] = json.loads(clone.text(json.dumps(content)))
        changed["pk"] = clone.key(Page, content["pk"])
        changed["path"] = new_path(content["path"], row, clone)
        for name, model in (("course", Course), ("lesson", Lesson)):
            if name in content:
                changed[name] = clone.key(model, content[name])
        return changed

    def page_key(value: int | None, row: dict[str, Any], clone: Clone) -> int | None:
        return clone.key(Page, value)

    def numbered(slug: str, row: dict[str, Any], clone: Clone) -> str:
        return f"{slug}-{clone.number + 2}"

    def nothing(value: Any, row: dict[str, Any], clone: Clone) -> None:
        return None

    changes: dict[tuple[type[models.Model], str], Change] = {
        (Course, "slug"): numbered,
        (Page, "path"): new_path,
        (Page, "slug"): numbered,
        (Revision, "object_id"): lambda value, row, clone: str(clone.key(Page, int(value))),
        (Revision, "content"): draft,
        (CourseSubmission, "workflow_state_id"): nothing,
        (FrozenNode, "page_id"): page_key,
        (FrozenNode, "parent_page_id"): page_key,
    }
    return Graph(rows, changes)


def multiply_people(cast: Cast, wanted: int) -> list[Clone]:
    """Clones of the learner, each with an address of their own."""
    learner = cast.learner

    def address(email: str, row: dict[str, Any], clone: Clone) -> str:
        return f"learner{clone.number}@bench.example"

    graph = Graph(
        read(
            [
                User.objects.filter(pk=learner.pk),
                EmailAddress.objects.filter(user=learner),
                Profile.objects.filter(person=learner),
                RoleGrant.objects.filter(person=learner),
                User.groups.through.objects.filter(user=learner),
            ]
        ),
        {(User, "email"): address, (EmailAddress, "email"): address},
    )
    return multiply(graph, wanted)


def multiply_progress(
    cast: Cast, templates: list[Course], clones: list[tuple[Course, Clone]], people: list[Clone], wanted: DataSet
) -> None:
    """Enrol the people evenly and give each progress on every lesson of their courses, like the named learner's.

    The first person gets twenty courses at once, for the page that shows them.
    """
    graphs = {template.pk: learning_graph(cast.learner, template) for template in templates}
    enrolments_each = max(1, wanted.enrolments // wanted.people)
    bases = highest_keys(next(iter(graphs.values())))
    numbers = count()

    def all_clones() -> Iterator[Clone]:
        for person_number, person in enumerate(people):
            courses = min(20, len(clones)) if person_number == 0 else enrolments_each
            # Half of them in one course more, so that halves come out right.
            if person_number and person_number % 2 and wanted.enrolments % wanted.people:
                courses += 1
            for turn in range(courses):
                template, course = clones[(person_number * 7 + turn) % len(clones)]
                outside = {
                    User: {cast.learner.pk: person.key(User, cast.learner.pk)},
                    Course: course.keys(Course),
                    Lesson: course.keys(Lesson),
                }
                yield Clone(graphs[template.pk], next(numbers), bases, outside)

    with without_triggers():
        for model in (Enrolment, LessonProgress):
            numbers = count()
            copy(model, all_clones())
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Enrolment, LessonProgress]):
            cursor.execute(statement)


def learning_graph(learner: User, template: Course) -> Graph:
    """One learner's seat in a course and progress on each of its lessons, made by the operations."""
    enrol_learner(template, learner, source=EnrolmentSource.GRANTED, actor=None)
    record_progress(
        learner,
        [
            ProgressEvent(lesson=public_id, kind=EventKind.COMPLETE if place % 3 else EventKind.START, at=clock.now())
            for place, public_id in enumerate(template.lessons.order_by("pk").values_list("public_id", flat=True))
        ],
    )
    return Graph(
        read(
            [
                Enrolment.objects.filter(learner=learner, course=template),
                LessonProgress.objects.filter(learner=learner, course=template),
            ]
        )
    )
