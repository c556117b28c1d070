"""The practice log, the goal and the pauses: each person's own."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.operations.holding import hold_person
from courses.models import Course, Lesson
from kit.errors import InvalidInput, NotFound
from kit.failpoints import failpoint
from practice.documents.overview import today_of
from practice.documents.weeks import monday_of
from practice.errors import PausesOverlap, TooManyEntries, TooManyPauses
from practice.models import ENTRIES_IN_A_DAY, PracticeEntry, PracticeGoal, PracticePause

# How far back one may write down what one did; and how far away from today a pause may lie.
REMEMBERED = timedelta(days=366)
PAUSED_BACK, PAUSED_AHEAD, LONGEST_PAUSE = timedelta(days=14), timedelta(days=366), timedelta(days=92)
MOST_PAUSES = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """What was practised on a day and for how long; `course` and `lesson` name where it belongs, if anywhere."""

    day: date
    minutes: int
    what: str
    note: str = ""
    course: Course | None = None
    lesson: Lesson | None = None


@transaction.atomic
def keep_entry(person: User, public_id: UUID, entry: Entry) -> PracticeEntry:
    """Write an entry, or change the one with this id.

    Raises InvalidInput for a day to come or long past, TooManyEntries.
    """
    today = today_of(person.pk)
    # Who has travelled west may have been in tomorrow.
    if not today - REMEMBERED <= entry.day <= today + timedelta(days=1):
        raise InvalidInput({"day": ["A day of the last year, please."]})
    # Of two devices that take the last place of a day, the second hears that there is none.
    hold_person(person.pk)
    mine = PracticeEntry.objects.filter(person=person)
    held = mine.filter(public_id=public_id).first()
    taken = set(mine.filter(day=entry.day).exclude(public_id=public_id).values_list("place", flat=True))
    failpoint("practice.entries_counted")
    place = next((place for place in range(ENTRIES_IN_A_DAY) if place not in taken), None)
    if place is None:
        raise TooManyEntries(most=ENTRIES_IN_A_DAY)
    fields = {
        "day": entry.day,
        "minutes": entry.minutes,
        "what": entry.what,
        "note": entry.note,
        "course": entry.course,
        "lesson": entry.lesson,
    }
    if held is None:
        return PracticeEntry.objects.create(person=person, public_id=public_id, place=place, **fields)
    mine.filter(pk=held.pk).update(place=place, **fields)
    return mine.get(pk=held.pk)


def forget_entry(person: User, public_id: UUID) -> None:
    """Take one's own entry away. Raises NotFound where there is none."""
    if not PracticeEntry.objects.filter(person=person, public_id=public_id).delete()[0]:
        raise NotFound


@transaction.atomic
def set_goal(person: User, days: int | None) -> None:
    """Mean to practise on so many days a week, from this week on; None is no goal. Weeks that are over keep theirs."""
    hold_person(person.pk)
    mine = PracticeGoal.objects.filter(person=person)
    week = monday_of(today_of(person.pk))
    # Who was further east when they set the last one may have been in next week.
    mine.filter(from_week__gt=week).delete()
    if days is None and not mine.filter(from_week__lt=week).exists():
        mine.delete()
    else:
        mine.update_or_create(person=person, from_week=week, defaults={"days": days})


@transaction.atomic
def keep_pause(person: User, public_id: UUID, first_day: date, last_day: date) -> PracticePause:
    """Pause on purpose, both days included, or change a pause. Raises InvalidInput, PausesOverlap, TooManyPauses."""
    today = today_of(person.pk)
    if not today - PAUSED_BACK <= first_day <= today + PAUSED_AHEAD:
        raise InvalidInput({"first_day": ["Between two weeks ago and a year from now, please."]})
    if not first_day <= last_day < first_day + LONGEST_PAUSE:
        raise InvalidInput({"last_day": [f"Not before the first day, and {LONGEST_PAUSE.days} days at most."]})
    hold_person(person.pk)
    mine = PracticePause.objects.filter(person=person)
    if mine.exclude(public_id=public_id).count() >= MOST_PAUSES:
        raise TooManyPauses(most=MOST_PAUSES)
    try:
        with transaction.atomic():
            pause, _is_new = mine.update_or_create(
                person=person, public_id=public_id, defaults={"first_day": first_day, "last_day": last_day}
            )
    except IntegrityError as overlap:
        if "pauses_do_not_overlap" not in str(overlap):
            raise
        raise PausesOverlap from overlap
    return pause


def end_pause(person: User, public_id: UUID) -> None:
    """Take a pause away. Raises NotFound where there is none."""
    if not PracticePause.objects.filter(person=person, public_id=public_id).delete()[0]:
        raise NotFound
