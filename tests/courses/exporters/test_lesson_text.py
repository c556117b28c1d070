"""A lesson written as Markdown comes back as the same blocks."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.blocks import LESSON_BLOCKS
from courses.exporters.lesson_text import LessonText
from courses.exporters.neutral import Neutral, Shelf
from courses.importers.directives import Directives
from courses.importers.fitting import DoesNotFit, fit_block
from courses.importers.html_blocks import Settings, blocks_of
from courses.importers.markdown_text import to_html
from courses.importers.references import References
from courses.importers.report import Report
from tests.courses.exporters.strategies import FILES, KINDS, LESSONS, block, content


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


@pytest.mark.covers("fault-X1")
def test_quizzes_and_assignments_neither_come_nor_go_with_a_book():
    """Its key would name another's quiz on another machine, and on this one too."""
    for kind in ("quiz", "assignment"):
        with pytest.raises(DoesNotFit):
            fit_block({"type": kind, "value": {kind: 1, "is_required": True}})
        assert Neutral(Shelf(), {}).stream([{"type": kind, "value": {kind: 1}}]) == []


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
