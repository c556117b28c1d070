"""What the bench multiplies is what the operations would have made."""

import uuid

import pytest
from wagtail.models import Page

from accounts.models import User
from bench.budgets import BUDGETS
from bench.clone import UUID_PATTERN
from bench.report import Rounds, Sample
from bench.seed import multiply_courses, multiply_people, multiply_progress
from bench.sets import DataSet
from bench.templates import make_cast, make_courses
from courses.enums import EnrolmentState
from courses.models import Course, CourseDocument, Enrolment, LessonDocument, LessonPage, LessonProgress
from courses.operations.rebuilding import differences_of, rebuild
from courses.operations.submissions import submit_course

SMALL = DataSet("small", courses=8, lessons_per_course=3, people=4, progress_rows=24)


@pytest.fixture
def seeded(db):
    cast = make_cast()
    templates = make_courses(cast, lessons=3)
    clones = multiply_courses(templates, SMALL.courses)
    for course in Course.objects.exclude(pk__in=[template.pk for template in templates]):
        rebuild(course)
    people = multiply_people(cast, SMALL.people)
    multiply_progress(cast, templates, clones[:2], people, SMALL)
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


def test_a_budget_is_broken_beyond_the_tolerance_alone():
    budget = BUDGETS[0]
    floor, within_it, beyond_it = Sample(1.0, 1.0, 0.1), Sample(1.0, 1.6, 0.1), Sample(1.0, 1.7, 0.1)
    within = Rounds(large=[within_it], small=[within_it]).row(budget, queries=1)
    beyond = Rounds(large=[beyond_it], small=[floor]).row(budget, queries=2)
    assert within.broken == []
    assert beyond.broken == ["queries", "CPU", "growth"]
