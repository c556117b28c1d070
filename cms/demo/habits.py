"""What the demo's learner has put by, written down and practised."""

import json
from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid5

from accounts.models import User
from commerce.gates import Thing
from commerce.models import Bundle
from commerce.operations.wishes import put_by
from courses.models import Course, Lesson, LessonDocument
from courses.operations.enrolment import SELLABLE_KIND
from courses.operations.notes import Note, keep_note
from kit import clock
from practice.documents.weeks import monday_of
from practice.operations.log import Entry, keep_entry, set_goal

_NAMES = UUID("7d0c6a43-6d0e-4a35-9f0a-53f6f0a2d1b7")
WEEKS, DAYS_A_WEEK = 9, 3
PRACTISED = (
    ("Breathing and a slow warm-up", "Shoulders stayed down this time."),
    ("The phrase of the week, at half speed", ""),
    ("Turns on both sides", "The left one holds now."),
    ("From memory, start to end", "Lost it in the middle, twice."),
)
NOTED = ((9_000, "The weight goes over before the arm does."), (21_500, "Count this bar aloud.\nThen without."))


def keep_habits(learner: User, start: datetime) -> None:
    """Two months of practice, notes at a film, and things put by: a course that the learner is not in, and a bundle."""
    with clock.held_at(start - timedelta(weeks=WEEKS)):
        set_goal(learner, DAYS_A_WEEK)
    random = Random("practice")  # noqa: S311 - minutes, not secrets
    today = start.date()
    for week in range(WEEKS):
        for number, weekday in enumerate(sorted(random.sample(range(7), DAYS_A_WEEK))):
            day = monday_of(today) - timedelta(weeks=week) + timedelta(days=weekday)
            if day > today:
                continue
            what, note = random.choice(PRACTISED)
            entry = Entry(day, random.randrange(10, 61, 5), what, note)
            keep_entry(learner, uuid5(_NAMES, f"entry {week} {number}"), entry)
    _write_notes(learner)
    wished = Course.objects.for_sale().exclude(enrolments__learner=learner).order_by("pk").first()
    bundle = Bundle.objects.offered().order_by("pk").first()
    if wished is not None:
        put_by(learner, Thing(SELLABLE_KIND, wished.public_id))
    if bundle is not None:
        put_by(learner, Thing("bundle", bundle.public_id))


def _write_notes(learner: User) -> None:
    """At the first film or sound in a lesson that is open to them."""
    open_lessons = Lesson.objects.readable_by(learner).filter(course__enrolments__learner=learner)
    documents = LessonDocument.objects.live().filter(lesson__in=open_lessons).select_related("lesson__course")
    for document in documents.order_by("course", "position"):
        blocks = [block for block in json.loads(document.body)["blocks"] if block["type"] in {"video", "audio"}]
        if blocks:
            for number, (at_ms, text) in enumerate(NOTED):
                note = Note(UUID(blocks[0]["id"]), at_ms, text)
                keep_note(learner, document.lesson, uuid5(_NAMES, f"note {number}"), note)
            return
