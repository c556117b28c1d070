"""Lessons that open later than the seat: on a date, after days, one after the other (ADR 0057)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from courses.access import can_read_lesson
from courses.documents.changes import changes_between
from courses.documents.frozen import frozen_pages
from courses.documents.reading import lesson_text
from courses.errors import CourseNotReady
from courses.models import Lesson, LessonDocument, LessonProgress
from courses.operations.progress import EventKind
from courses.operations.rebuilding import differences_of
from courses.operations.submissions import submit_course
from courses.templatetags.review import pace
from kit import clock
from media.gates import may_fetch
from tests.factories.accounts import UserFactory
from tests.factories.asking import put_into
from tests.factories.media import ImageFactory
from tests.factories.pace import paced_course, publish, say_of, tell
from tests.factories.published import learner_of
from tests.factories.quizzes import named
from tests.factories.submissions import ready_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C15")]


def open_to(person, made):
    """The places of the lessons that the person may read, which the rule, the queryset and the statement agree on."""
    by_rule = [can_read_lesson(person, page.lesson) for page in made.tree.lessons]
    readable = set(Lesson.objects.readable_by(person).values_list("pk", flat=True))
    texts = [lesson_text(page.lesson.public_id, person) for page in made.tree.lessons]
    assert by_rule == [page.lesson_id in readable for page in made.tree.lessons]
    assert by_rule == [text is not None and text.is_open and text.document is not None for text in texts]
    return [place for place, opened in enumerate(by_rule, start=1) if opened]


def in_days(days):
    return clock.held_at(clock.now() + timedelta(days=days))


def test_a_lesson_opens_on_its_date_and_a_chapter_with_all_in_it():
    moment = clock.now().replace(microsecond=0) + timedelta(days=3)

    def write(tree):
        say_of(tree.lessons[1], opens="on_date", opens_at=moment)
        say_of(tree.chapters[1], opens="on_date", opens_at=moment + timedelta(days=2))

    made = paced_course(write)
    learner = learner_of(made.course)
    assert open_to(learner, made) == [1, 5]
    with clock.held_at(moment - timedelta(seconds=1)):
        assert open_to(learner, made) == [1, 5]
    with clock.held_at(moment):
        assert open_to(learner, made) == [1, 2, 5]
    with in_days(6):
        assert open_to(learner, made) == [1, 2, 3, 4, 5]


def test_days_count_from_joining_and_of_chapter_and_lesson_the_longer_holds():
    def write(tree):
        say_of(tree.chapters[0], opens="after_days", opens_after_days=2)
        say_of(tree.lessons[0], opens="after_days", opens_after_days=1)
        say_of(tree.lessons[1], opens="after_days", opens_after_days=5)

    made = paced_course(write)
    learner = learner_of(made.course)
    earlier = learner_of(made.course, enrolled_at=clock.now() - timedelta(days=3))
    assert open_to(learner, made) == [3, 4, 5]
    assert open_to(earlier, made) == [1, 3, 4, 5]
    with in_days(2.01):
        assert open_to(learner, made) == [1, 3, 4, 5]
        assert open_to(earlier, made) == [1, 2, 3, 4, 5]


def test_one_after_the_other_through_the_whole_course():
    made = paced_course(lambda tree: say_of(tree.page, in_order=True))
    learner = learner_of(made.course)
    first, second, third, *_rest = made.tree.lessons
    assert open_to(learner, made) == [1]
    assert tell(learner, second).refused == [0]
    assert not LessonProgress.objects.exists()
    tell(learner, first, kind=EventKind.START)
    assert open_to(learner, made) == [1]
    tell(learner, first)
    assert open_to(learner, made) == [1, 2]
    tell(learner, second)
    assert open_to(learner, made) == [1, 2, 3]
    tell(learner, second, kind=EventKind.UNDO)
    assert open_to(learner, made) == [1, 2, 3], "what was opened by finishing stays so when it is taken back"
    assert tell(learner, third).refused == []


def test_a_chapter_waits_for_all_lessons_of_the_one_before_but_optional_ones():
    def write(tree):
        say_of(tree.chapters[1], opens="after_previous")
        say_of(tree.lessons[1], is_optional=True)
        say_of(tree.lessons[4], opens="after_previous")

    made = paced_course(write)
    learner = learner_of(made.course)
    assert open_to(learner, made) == [1, 2]
    tell(learner, made.tree.lessons[0])
    assert open_to(learner, made) == [1, 2, 3, 4]
    tell(learner, made.tree.lessons[3])
    assert open_to(learner, made) == [1, 2, 3, 4, 5]


def test_previews_and_those_who_make_the_course_wait_for_nothing():
    moment = clock.now().replace(microsecond=0) + timedelta(days=3)

    def write(tree):
        say_of(tree.page, in_order=True)
        for page in tree.lessons:
            say_of(page, opens="on_date", opens_at=moment)
        say_of(tree.lessons[2], is_preview=True)

    made = paced_course(write)
    learner = learner_of(made.course)
    assert open_to(learner, made) == [3]
    assert tell(learner, made.tree.lessons[2]).refused == []
    assert open_to(UserFactory(), made) == [3]
    for person in (made.tree.owner, made.reviewer, UserFactory(roles=[Role.ADMINISTRATOR])):
        assert open_to(person, made) == [1, 2, 3, 4, 5]


def test_who_has_opened_a_lesson_keeps_it_when_its_author_closes_it_for_others():
    tree = ready_course()
    made = publish(tree)
    early, late = learner_of(made.course), learner_of(made.course)
    tell(early, tree.lessons[1], kind=EventKind.START)
    say_of(tree.lessons[1], opens="after_days", opens_after_days=30)
    publish(tree)
    assert open_to(early, made) == [1, 2, 3, 4, 5]
    assert open_to(late, made) == [1, 3, 4, 5]


def test_saying_less_of_a_lesson_opens_it_again_and_documents_are_what_the_copy_gives():
    tree = ready_course()
    say_of(tree.page, in_order=True)
    made = publish(tree)
    learner = learner_of(made.course)
    assert open_to(learner, made) == [1]
    assert not differences_of(made.course)
    LessonDocument.objects.live().filter(lesson=tree.lessons[1].lesson_id).update(opens_after=[])
    assert len(differences_of(made.course).lessons) == 1
    say_of(tree.page, in_order=False)
    publish(tree)
    assert open_to(learner, made) == [1, 2, 3, 4, 5]


def test_what_a_closed_lesson_waits_for_has_to_be_said_before_handing_in():
    tree = ready_course()
    say_of(tree.lessons[0], opens="on_date")
    say_of(tree.lessons[1], opens="after_days")
    with pytest.raises(CourseNotReady) as refused:
        submit_course(tree.course, actor=tree.owner)
    messages = [problem.message for problem in refused.value.problems]
    assert messages == ["Say on which date it opens.", "Say after how many days it opens."]


def test_asking_for_lessons_and_telling_of_them_costs_as_much_for_many_as_for_few():
    def queries(learner, pages):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            tell(learner, *pages, kind=EventKind.START)
        return len(captured)

    made = paced_course(lambda tree: say_of(tree.lessons[4], opens="after_previous"))
    learner, other = learner_of(made.course), learner_of(made.course)
    assert queries(learner, made.tree.lessons[:1]) == queries(other, made.tree.lessons)


def test_files_of_a_closed_lesson_are_closed_too():
    tree = ready_course()
    picture = ImageFactory(uploaded_by_user=tree.owner)
    value = {"image": picture.pk, "alt_text": "Two dancers", "caption": ""}
    put_into(tree.lessons[1], {"type": "image", "value": value, "id": named(1)})
    say_of(tree.lessons[1], opens="after_previous")
    made = publish(tree)
    learner = learner_of(made.course)
    assert not may_fetch(learner, picture)
    tell(learner, tree.lessons[0])
    assert may_fetch(learner, picture)


def test_reviewers_read_when_a_page_opens_and_what_changed_of_it():
    tree = ready_course()
    first = publish(tree).submission
    say_of(tree.page, in_order=True)
    say_of(tree.chapters[0], opens="after_days", opens_after_days=3)
    say_of(tree.lessons[0], opens="after_previous", is_optional=True)
    say_of(tree.lessons[1], summary="")
    second = submit_course(tree.course, actor=tree.owner)
    old, new = frozen_pages(first), frozen_pages(second)
    assert [(change.title, change.fields) for change in changes_between(old, new)] == [
        ("Salsa from the first step", ["One lesson after the other"]),
        ("Chapter 1", ["Opens", "Days until it opens"]),
        ("Lesson 1", ["Opens", "Optional"]),
    ]
    told = [pace(page) for page in new]
    assert told[:4] == [
        "One lesson after the other.",
        "Opens 3 days after joining.",
        "Optional. Opens when what stands before it is done.",
        "",
    ]
