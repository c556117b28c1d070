"""What the bench multiplies is what the operations would have made."""

import re
import uuid
from collections import Counter

import pytest
from django.apps import apps
from django.db import connection
from wagtail.models import Page

from accounts.models import User
from bench.budgets import BUDGETS
from bench.courses import multiply_courses
from bench.people import multiply_people, multiply_progress
from bench.report import Rounds, Sample
from bench.sets import DataSet
from bench.steps import without_indexes
from bench.templates import make_cast, make_courses
from courses.enums import EnrolmentState
from courses.models import Course, CourseDocument, Enrolment, LessonDocument, LessonPage, LessonProgress
from courses.operations.rebuilding import differences_of
from courses.operations.submissions import submit_course

UUID_PATTERN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TEMPLATES = 4
SMALL = DataSet("small", courses=2 * TEMPLATES, lessons_per_course=3, people=4, progress_rows=24)


@pytest.fixture
def seeded(db):
    cast = make_cast()
    templates = make_courses(cast, lessons=3, only=TEMPLATES)
    clones = multiply_courses(templates, SMALL.courses)
    people = multiply_people(cast, SMALL.people)
    multiply_progress(cast, clones, people, SMALL)
    return cast, templates


def shape(value):
    """A value without its identity: public ids, keys and addresses."""
    if isinstance(value, uuid.UUID):
        return "id"
    if isinstance(value, str):
        return UUID_PATTERN.sub("id", value).replace("-2", "")
    return value


def rows(model, columns, **of):
    return [tuple(map(shape, row)) for row in model._base_manager.filter(**of).order_by("pk").values_list(*columns)]


def test_clones_differ_from_their_templates_in_identity_alone(seeded):
    _, templates = seeded
    assert Course.objects.count() == SMALL.courses
    for template in templates:
        clone = Course.objects.exclude(pk=template.pk).get(title=template.title)
        lesson_columns = ["access", "position", "title", "body", "is_live", "language"]
        assert rows(LessonDocument, lesson_columns, course=clone) == rows(
            LessonDocument, lesson_columns, course=template
        )
        course_columns = [
            "card",
            "body",
            "outline",
            "search_text",
            "category",
            "level",
            "styles",
            "trigrams",
            "is_live",
        ]
        assert rows(CourseDocument, course_columns, course=clone) == rows(
            CourseDocument, course_columns, course=template
        )
        page_columns = ["title", "depth", "numchild", "content", "is_preview", "live"]
        assert rows(LessonPage, page_columns, lesson__course=clone) == rows(
            LessonPage, page_columns, lesson__course=template
        )


def test_the_documents_of_clones_are_what_their_submissions_give(seeded):
    assert [str(found) for course in Course.objects.all() if (found := differences_of(course))] == []


def test_the_tree_is_whole_and_its_drafts_can_go_on(seeded):
    cast, templates = seeded
    assert Page.find_problems() == ([], [], [], [], [])
    clone = Course.objects.exclude(pk__in=[template.pk for template in templates]).first()
    draft = clone.pages.get().get_latest_revision_as_object()
    draft.title = "Another title"
    draft.save_revision(user=cast.owner)
    assert submit_course(clone, actor=cast.owner).number == 2


def test_progress_is_the_named_learners_for_everybody(seeded):
    cast, templates = seeded
    columns = ["is_completed", "position_seconds", "marked_sequence"]
    wanted = rows(LessonProgress, columns, learner=cast.learner, course=templates[0])
    people = User.objects.filter(email__startswith="learner").exclude(pk=cast.learner.pk)
    assert people.count() == SMALL.people
    for enrolment in Enrolment.objects.filter(learner__in=people):
        assert enrolment.state == EnrolmentState.ACTIVE
        assert rows(LessonProgress, columns, learner=enrolment.learner, course=enrolment.course) == wanted


def test_what_is_written_past_the_triggers_is_whole(seeded):
    """The database was not asked to check these rows; so they are checked here."""
    for model in apps.get_models():
        for column in model._meta.local_concrete_fields:
            if column.remote_field is not None:
                held = model._base_manager.exclude(**{column.name: None}).values(column.attname)
                known = column.related_model._base_manager.values(column.target_field.name)
                assert not held.exclude(**{f"{column.attname}__in": known}).exists(), column


def test_learners_are_counted_as_the_triggers_count_them(seeded):
    for course in Course.objects.all():
        learners = course.enrolments.open().count()
        assert (course.figures.learner_count, course.seats_taken) == (learners, learners)


def test_people_sit_in_as_many_courses_as_planned(db):
    cast = make_cast()
    templates = multiply_courses(make_courses(cast, lessons=2, only=TEMPLATES), 30)
    people = multiply_people(cast, 5)
    multiply_progress(cast, templates, people, DataSet("odd", 30, lessons_per_course=2, people=5, progress_rows=24))
    counted = Counter(Enrolment.objects.exclude(learner=cast.learner).values_list("learner__email", flat=True))
    assert counted == {f"learner{number}@bench.example": seats for number, seats in enumerate((20, 3, 2, 3, 2))}


def test_indexes_come_back_as_they_were(db):
    def indexes():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT indexname, indexdef, conname, contype FROM pg_indexes LEFT JOIN pg_constraint"
                " ON conindid = format('%%I', indexname)::regclass AND contype IN ('u', 'p')"
                " WHERE tablename = %s ORDER BY 1",
                [LessonProgress._meta.db_table],
            )
            return cursor.fetchall()

    before = indexes()
    with without_indexes(LessonProgress):
        assert len(indexes()) == 1
    assert indexes() == before


def test_a_budget_is_broken_beyond_the_tolerance_alone():
    budget = BUDGETS[0]
    floor, within_it, beyond_it = Sample(1.0, 1.0, 0.1), Sample(1.0, 1.6, 0.1), Sample(1.0, 1.7, 0.1)
    within = Rounds(large=[within_it], small=[within_it]).row(budget, queries=1)
    beyond = Rounds(large=[beyond_it], small=[floor]).row(budget, queries=2)
    assert within.broken == []
    assert beyond.broken == ["queries", "CPU", "growth"]
