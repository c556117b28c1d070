"""All of one's notes: found by any of their words, whatever became of the lesson, and taken along; never another's."""

import csv
import io
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from courses.documents.notes import notes_of
from courses.exporters.notes import clock_of
from courses.models import KeptNote
from courses.operations.enrolment import leave_course
from courses.operations.notes import Note, change_note, keep_note
from courses.operations.publication import withdraw_course
from kit.errors import NotFound
from tests.api.conftest import signed_in
from tests.factories.accounts import UserFactory
from tests.factories.published import learner_of, live_course

__all__ = ["signed_in"]

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C14")]

BLOCK = uuid.uuid4()


def write(person, lesson, text, at_ms=14_200):
    return keep_note(person, lesson, uuid.uuid4(), Note(BLOCK, at_ms, text))


def texts(person, **asked):
    return list(notes_of(person, **asked).order_by("pk").values_list("text", flat=True))


@pytest.fixture
def noted():
    """A learner with a note, in a lesson of a course that is theirs."""
    made = live_course(title="Élan vital")
    person = learner_of(made.course)
    return made, person, write(person, made.lessons[1], "The head leaves last.")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("elan", ["Élan und Straße, 100%"]),
        ("ÉLAN strasse", ["Élan und Straße, 100%"]),
        ("traß", ["Élan und Straße, 100%"]),
        ("elan head", []),
        ("%", ["Élan und Straße, 100%"]),
        ("_", []),
        ("head", ["The head leaves last."]),
        ("  ", ["The head leaves last.", "Élan und Straße, 100%"]),
    ],
)
def test_notes_are_found_by_parts_of_their_words(noted, query, found):
    made, person, _note = noted
    write(person, made.lessons[2], "Élan und Straße, 100%")
    assert texts(person, query=query) == found


def test_a_course_is_looked_through_alone(noted):
    _made, person, _note = noted
    other = live_course()
    write(learner_of(other.course, person), other.lessons[1], "Elsewhere.")
    assert texts(person, course=other.course.slug) == ["Elsewhere."]
    assert texts(person, course="none") == []


def test_nobody_finds_anothers_notes(noted, signed_in):
    made, _person, _note = noted
    for each in (made.owner, learner_of(made.course), UserFactory(roles=[Role.ADMINISTRATOR])):
        mine = signed_in(each)
        assert mine.get("/api/v1/me/notes").json() == {"results": [], "courses": [], "next_cursor": None}
        for name in ("notes.csv", "notes.md"):
            assert "head" not in b"".join(mine.get(f"/api/v1/me/{name}").streaming_content).decode()


def test_notes_of_a_lesson_that_closed_stay_to_be_read_changed_and_forgotten(noted, signed_in):
    made, person, _note = noted
    leave_course(made.course, person, actor=person)
    mine = signed_in(person)
    (found,) = mine.get("/api/v1/me/notes").json()["results"]
    assert (found["text"], found["is_open"]) == ("The head leaves last.", False)
    path = f"/api/v1/me/lessons/{found['lesson']}/notes/{found['id']}"
    assert mine.patch(path, {"text": "The head comes first."}, format="json").status_code == 204
    assert texts(person) == ["The head comes first."]
    assert mine.delete(path).status_code == 204
    assert not KeptNote.objects.exists()


def test_notes_of_a_course_that_was_taken_down_stay(noted):
    made, person, _note = noted
    withdraw_course(made.course, actor=UserFactory(roles=[Role.ADMINISTRATOR]))
    (found,) = notes_of(person)
    assert (found.text, found.is_open) == ("The head leaves last.", False)
    assert found.lesson_title


def test_nobody_changes_anothers_note(noted):
    made, person, note = noted
    with pytest.raises(NotFound):
        change_note(made.owner, made.lessons[1].public_id, note.public_id, "Mine now.")
    assert texts(person) == ["The head leaves last."]


def test_pages_neither_repeat_nor_skip_and_cost_the_same(noted, signed_in):
    made, person, _note = noted
    for number in range(6):
        write(person, made.lessons[number % 2 + 1], f"Note {number}")
    mine = signed_in(person)
    found, cursor, costs = [], "", set()
    while cursor is not None:
        with CaptureQueriesContext(connection) as asked:
            page = mine.get("/api/v1/me/notes", {"page_size": 3, "cursor": cursor}).json()
        costs.add(len(asked))
        found += [each["text"] for each in page["results"]]
        cursor = page["next_cursor"]
    assert found == [*[f"Note {number}" for number in reversed(range(6))], "The head leaves last."]
    assert len(costs) == 1
    assert [(each["slug"], each["number"]) for each in page["courses"]] == [(made.course.slug, 7)]


def test_a_cursor_belongs_to_what_was_looked_for(noted, signed_in):
    made, person, _note = noted
    write(person, made.lessons[1], "The head again.")
    mine = signed_in(person)
    cursor = mine.get("/api/v1/me/notes", {"page_size": 1, "q": "head"}).json()["next_cursor"]
    assert mine.get("/api/v1/me/notes", {"cursor": cursor}).status_code == 422


def test_the_table_computes_nothing(noted, signed_in):
    made, person, _note = noted
    write(person, made.lessons[1], '=HYPERLINK("https://evil.example","x")', at_ms=0)
    write(person, made.lessons[2], 'Two\nlines, and "quotes"')
    answer = signed_in(person).get("/api/v1/me/notes.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="notes.csv"'
    head, *rows = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
    assert head == ["course", "lesson", "at", "note", "written"]
    assert [(row[2], row[3]) for row in rows] == [
        ("0:00", '\'=HYPERLINK("https://evil.example","x")'),
        ("0:14", "The head leaves last."),
        ("0:14", 'Two\nlines, and "quotes"'),
    ]


def test_the_text_stands_under_its_titles_and_means_nothing_to_markdown(noted, signed_in):
    made, person, _note = noted
    write(person, made.lessons[1], "# No title\n<script>*x*</script>", at_ms=3_729_000)
    text = b"".join(signed_in(person).get("/api/v1/me/notes.md").streaming_content).decode()
    lines = [line for line in text.splitlines() if line]
    assert lines[:2] == ["# My notes", f"## {made.course.title}"]
    assert lines[3:] == [
        "- **0:14** The head leaves last.",
        "- **1:02:09** \\# No title\\",
        "  \\<script\\>\\*x\\*\\</script\\>",
    ]


@pytest.mark.parametrize(("milliseconds", "shown"), [(0, "0:00"), (65_999, "1:05"), (3_729_000, "1:02:09")])
def test_moments_are_shown_as_players_show_them(milliseconds, shown):
    assert clock_of(milliseconds) == shown
