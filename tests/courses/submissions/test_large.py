"""A course of 2,000 lessons: handed in, published, and changed in ten places."""

import time

import pytest

from accounts.enums import Role
from courses.enums import NodeKind
from courses.models import LessonDocument
from courses.operations.publication import publish_submission
from courses.operations.submissions import approve, submit_course
from courses.operations.tree import Sketch, add_many
from tests.factories.accounts import UserFactory
from tests.factories.courses import text
from tests.factories.submissions import ready_course

pytestmark = [pytest.mark.django_db, pytest.mark.full]

PARAGRAPH = "Stand on the left foot and let the right one swing <b>freely</b> from the hip. " * 8


def blocks(number):
    return [
        {"type": "heading", "value": {"text": f"Step {number}", "level": "h2"}},
        *[text(f"{PARAGRAPH} ({number}.{part})")[0] for part in range(5)],
        {"type": "callout", "value": {"tone": "tip", "title": "Breathe", "text": "<p>In and out.</p>"}},
    ]


def test_two_thousand_lessons_are_published_in_time(record_property):
    tree = ready_course()
    reviewer = UserFactory(roles=[Role.REVIEWER])
    chapters = [
        Sketch(
            NodeKind.CHAPTER,
            f"Part {part}",
            children=[
                Sketch(NodeKind.LESSON, f"Lesson {part}.{number}", {"content": blocks(number)}) for number in range(200)
            ],
        )
        for part in range(10)
    ]
    pages = add_many(tree.page, chapters, actor=tree.owner)
    times = {}

    def timed(name, work):
        start = time.perf_counter()
        answer = work()
        times[name] = round(time.perf_counter() - start, 2)
        return answer

    first = timed("submit", lambda: submit_course(tree.course, actor=tree.owner))
    timed("approve", lambda: approve(first, actor=reviewer))
    timed("publish", lambda: publish_submission(first.pk))
    assert LessonDocument.objects.live().filter(course=tree.course).count() == 2005
    before = dict(LessonDocument.objects.live().filter(course=tree.course).values_list("lesson_id", "pk"))
    lessons = [page for page in pages if page.node_kind == NodeKind.LESSON][100:110]
    for lesson in lessons:
        lesson.content = text("Quite different words now.")
        lesson.save_revision()
    second = timed("submit again", lambda: submit_course(tree.course, actor=tree.owner))
    approve(second, actor=reviewer)
    timed("publish ten changed", lambda: publish_submission(second.pk))
    after = dict(LessonDocument.objects.live().filter(course=tree.course).values_list("lesson_id", "pk"))
    assert {lesson for lesson in after if after[lesson] != before[lesson]} == {page.lesson_id for page in lessons}
    for name, seconds in times.items():
        record_property(name, seconds)
    assert times["publish"] < 20
    assert times["publish ten changed"] < 2
    assert times["submit"] < 30
