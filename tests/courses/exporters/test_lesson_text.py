"""A lesson written as Markdown comes back as the same blocks."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.blocks import KINDS as KINDS_OF_QUESTIONS
from content.blocks import LESSON_BLOCKS
from courses.exporters.lesson_text import LessonText
from courses.exporters.neutral import Neutral, QuizShelf, Shelf
from courses.importers.directives import Directives
from courses.importers.fitting import DoesNotFit, fit_block
from courses.importers.html_blocks import Settings, blocks_of
from courses.importers.markdown_text import to_html
from courses.importers.package import QuizRef
from courses.importers.references import References
from courses.importers.report import Report
from tests.courses.exporters.strategies import FILES, KINDS, LESSONS, QUESTIONS, block, content
from tests.factories.quizzes import new_quiz


def read_back(text):
    directives = Directives("lessons", lambda name: name if name in FILES else None)
    references = References(
        "lessons",
        lesson_at=lambda name: name if name in LESSONS else None,
        file_at=lambda name: name if name in FILES else None,
    )
    reading = Settings(path="", title="", exact=True, directive=directives.read)
    return blocks_of(to_html(text), reading, references, Report())


@pytest.mark.covers("req-B11")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content)
def test_blocks_come_back_equal(blocks):
    fitted = [fit_block(one) for one in blocks]
    assert read_back(LessonText("lessons", set(LESSONS), FILES).write(fitted)) == fitted


def test_every_kind_of_block_is_tried():
    assert {name for name, _block in LESSON_BLOCKS} == KINDS | {"quiz", "assignment"}


def test_every_kind_of_question_is_tried():
    assert set(KINDS_OF_QUESTIONS) == set(QUESTIONS)


def test_a_quiz_is_named_by_its_file_and_never_by_a_key():
    """Its key would name another's quiz on another machine, and on this one too."""
    with pytest.raises(DoesNotFit):
        fit_block({"type": "quiz", "value": {"quiz": 1, "is_required": True}})
    block = {"type": "quiz", "value": {"quiz": QuizRef("quizzes/q.yaml"), "is_required": True}}
    text = LessonText("lessons", set(), set(), {"quizzes/q.yaml"}).write([block])
    assert text == "```{quiz}\nquiz: ../quizzes/q.yaml\nis_required: true\n```\n"


@pytest.mark.django_db
def test_a_quiz_of_somebody_who_does_not_write_the_course_stays_behind():
    quiz = new_quiz()
    block = {"type": "quiz", "value": {"quiz": quiz.pk, "is_required": True}}
    theirs, mine = QuizShelf([]), QuizShelf([quiz.owner_id])
    (left,), (taken,) = (Neutral(Shelf(), {}, shelf).stream([block]) for shelf in (theirs, mine))
    assert (left["value"]["quiz"], theirs.files) == (None, {})
    assert (taken["value"]["quiz"], mine.files) == (
        QuizRef("quizzes/001-keys-by-ear.yaml"),
        {taken["value"]["quiz"].path: quiz},
    )


@pytest.mark.covers("fault-X1")
def test_assignments_neither_come_nor_go_with_a_book():
    """Its key would name another's assignment on another machine, and on this one too."""
    with pytest.raises(DoesNotFit):
        fit_block({"type": "assignment", "value": {"assignment": 1, "is_required": True}})
    assert Neutral(Shelf(), {}, QuizShelf([])).stream([{"type": "assignment", "value": {"assignment": 1}}]) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(block, min_size=1, max_size=3))
def test_writing_twice_writes_the_same(blocks):
    fitted = [fit_block(one) for one in blocks]
    writer = LessonText("lessons", set(LESSONS), FILES)
    assert writer.write(read_back(writer.write(fitted))) == writer.write(fitted)


def test_plain_lessons_are_plain_markdown():
    blocks = [
        {"type": "heading", "value": {"text": "Bow hold", "level": "h2"}},
        {"type": "rich_text", "value": "<p>Hold it <b>lightly</b>.</p><ul><li>One</li><li>Two</li></ul>"},
        {"type": "code", "value": {"language": "abc", "code": "X:1"}},
    ]
    text = LessonText("lessons", set(), set()).write(blocks)
    assert text == "## Bow hold\n\nHold it **lightly**.\n\n- One\n- Two\n\n```abc\nX:1\n```\n"
