"""A course as somebody wants to buy it: what the offer depends on, all by one statement."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.models import User
from commerce.operations.offers import Offered
from courses.enums import OPEN_STATES, AuthorState, EnrolmentSource, SplitState
from courses.models import Course, CourseAuthor, CourseDocument, CourseFigures, Enrolment, RightsPart, RightsSplit
from courses.operations.prerequisites import MISSING
from courses.operations.rights import WHOLE
from kit import clock
from kit.money import Money
from kit.written_out import columns_of, row_as, width_of

# Written out, since every order asks it: seven querysets cost a third of the whole request.
_WANTED = f"""
SELECT {columns_of(Course, "course")}, {columns_of(User, "owner")},
    (SELECT live.title FROM {CourseDocument._meta.db_table} live
        WHERE live.course_id = course.id AND live.is_live ORDER BY live.id LIMIT 1),
    (SELECT seat.source FROM {Enrolment._meta.db_table} seat
        WHERE seat.course_id = course.id AND seat.learner_id = %(buyer)s AND seat.state = ANY(%(open)s)),
    EXISTS (SELECT FROM {CourseAuthor._meta.db_table} author
        WHERE author.course_id = course.id AND author.person_id = %(buyer)s AND author.state = %(accepted)s),
    ARRAY(SELECT ARRAY[part.person_id, part.basis_points] FROM {RightsPart._meta.db_table} part
        JOIN {RightsSplit._meta.db_table} split ON split.id = part.split_id
        WHERE split.course_id = course.id AND split.state = %(agreed)s AND part.basis_points > 0 ORDER BY part.id),
    ARRAY({MISSING.format(course="course.id", learner="%(buyer)s")}),
    figures.price_currency, figures.price_minor, figures.price_before_minor, figures.other_prices,
    CASE WHEN course.joins_by_cohort THEN courses_places(course.id, %(now)s) END
FROM {Course._meta.db_table} course
JOIN {User._meta.db_table} owner ON owner.id = course.owner_id
LEFT JOIN {CourseFigures._meta.db_table} figures ON figures.course_id = course.id
WHERE course.public_id = %(course)s
"""  # noqa: S608 - put together from the models' own columns
_COURSE = width_of(Course)
_OWNER = _COURSE + width_of(User)


@dataclass(frozen=True, slots=True)
class CourseWanted:
    """The course with its owner, and how the buyer stands to it.

    `title` is `Course.public_title`; `has_seat` that they hold one which no plan opened, `is_in_by_plan` one which a
    plan opened; `is_author` is `can_edit_course` for who is active; `missing` is
    `prerequisites.missing_courses` of who is known; `shares` is `rights.shares_of`, of the people only
    who they are; `places` is what `PlacesInCohorts` says; `compared` is what the figures say that a price is compared
    with, by currency and amount.
    """

    course: Course
    title: str
    has_seat: bool
    is_in_by_plan: bool
    is_author: bool
    missing: Sequence[Sequence[str]]
    shares: Mapping[User, int]
    places: int | None
    compared: Mapping[tuple[str, int], int | None]

    def before(self, price: Offered) -> Money | None:
        """With what the course's page compares this price; None where it does not, or has not caught up with it."""
        minor = self.compared.get((price.currency, price.amount_minor))
        return Money(minor, price.currency) if minor is not None else None


def course_wanted(public_id: UUID, buyer: Any) -> CourseWanted | None:
    """The course as `buyer`, who may be anonymous, wants it; None where there is none."""
    values = {
        "course": public_id,
        "now": clock.now(),
        "buyer": buyer.pk,
        "open": [state.value for state in OPEN_STATES],
        "accepted": AuthorState.ACCEPTED.value,
        "agreed": SplitState.AGREED.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WANTED, values)
        row = cursor.fetchone()
    if row is None:
        return None
    course, owner = row_as(Course, row[:_COURSE]), row_as(User, row[_COURSE:_OWNER])
    course.owner = owner
    title, source, is_co_author, parts, missing, currency, amount, before, others, places = row[_OWNER:]
    return CourseWanted(
        course=course,
        title=title or course.title,
        has_seat=source is not None and source != EnrolmentSource.PLAN,
        is_in_by_plan=source == EnrolmentSource.PLAN,
        is_author=is_co_author or (buyer.pk is not None and buyer.pk == owner.pk),
        missing=missing if buyer.is_authenticated else [],
        shares={_only_who(person): part for person, part in parts} or {owner: WHOLE},
        places=places,
        compared={(currency, amount): before}
        | {(each["currency"], each["amount_minor"]): each["before_minor"] for each in json.loads(others or "[]")},
    )


def _only_who(person: int) -> User:
    """Somebody whose name nobody asks: it would be read from the database only then."""
    return User.from_db(connection.alias, ["id"], [person])
