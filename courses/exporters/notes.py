"""One's own notes as a file, piece by piece: as long as it may be, no more than a few of them are held at once."""

from collections.abc import Iterable, Iterator
from typing import Any

from courses.documents.notes import notes_of
from courses.exporters.markdown_text import lightly_escaped
from kit.csv_cells import written

AT_ONCE = 200
COLUMNS = ("course", "lesson", "at", "note", "written")


def notes_as_csv(person: Any) -> Iterator[str]:
    """A table for spreadsheets; nothing that was written is computed there."""
    return written(_rows(person))


def _rows(person: Any) -> Iterator[tuple[str, ...]]:
    yield COLUMNS
    for note in _in_order(person):
        moment = note.created_at.isoformat(timespec="seconds")
        yield note.course_title, _lesson(note), clock_of(note.at_ms), note.text, moment


def notes_as_markdown(person: Any) -> Iterator[str]:
    """A text to read on, under the titles of courses and lessons."""
    yield "# My notes\n"
    course = lesson = None
    for note in _in_order(person):
        if note.lesson.course_id != course:
            yield f"\n## {_plain(note.course_title)}\n"
        if note.lesson_id != lesson:
            yield f"\n### {_plain(_lesson(note))}\n\n"
        course, lesson = note.lesson.course_id, note.lesson_id
        text = "\\\n  ".join(_plain(line) for line in note.text.splitlines())
        yield f"- **{clock_of(note.at_ms)}** {text}\n"


def clock_of(milliseconds: int) -> str:
    """As players show it: 1:05, 1:02:09."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _in_order(person: Any) -> Iterable[Any]:
    in_order = ("course_title", "lesson__course", "lesson_position", "lesson", "block", "at_ms", "pk")
    return notes_of(person).order_by(*in_order).iterator(chunk_size=AT_ONCE)


def _lesson(note: Any) -> str:
    return note.lesson_title or ""


def _plain(text: str) -> str:
    """On one line, with no letter that means something at the beginning of one."""
    line = lightly_escaped(" ".join(text.split()))
    return f"\\{line}" if line[:1] in {"#", "+", "-", "="} else line
