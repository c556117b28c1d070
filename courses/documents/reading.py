"""Reading published documents as they are stored: one statement each, access decided in it, no rendering (DESIGN 4, 5).

The rules are those of `courses.access`; a test holds the two together.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from courses.models.course import reads_everything
from kit import clock

# Authors, and people who read everything, also see what is archived; a withdrawn course has no live documents at all.
_MAY_READ_ALL = """
    %(reads_everything)s OR course.owner_id = %(person)s
    OR EXISTS (SELECT 1 FROM courses_courseauthor author
        WHERE author.course_id = course.id AND author.person_id = %(person)s AND author.state = 'accepted')
"""
_IS_LEARNING = """EXISTS (SELECT 1 FROM courses_enrolment seat WHERE seat.course_id = course.id
    AND seat.learner_id = %(person)s AND seat.state IN ('active', 'completed'))"""
_MAY_READ_ARCHIVED = f"{_MAY_READ_ALL} OR {_IS_LEARNING}"

_LIVE = """json_build_object(
    'price', price.main,
    'prices', jsonb_build_array(price.main) || coalesce(figures.other_prices, '[]'),
    'rating', json_build_object('average', round(coalesce(figures.rating_hundredths, 0) / 100.0, 2),
        'count', coalesce(figures.rating_count, 0), 'stars', json_build_array(coalesce(figures.stars_1, 0),
        coalesce(figures.stars_2, 0), coalesce(figures.stars_3, 0), coalesce(figures.stars_4, 0),
        coalesce(figures.stars_5, 0))),
    'learners', coalesce(figures.learner_count, 0),
    'seats_left', least(course.seat_limit - course.seats_taken,
        CASE WHEN course.joins_by_cohort THEN courses_places(course.id, %(now)s) END),
    'cohorts', CASE WHEN course.joins_by_cohort THEN (SELECT coalesce(json_agg(json_build_object(
        'id', cohort.public_id, 'name', cohort.name, 'starts_at', cohort.starts_at,
        'joined_until', coalesce(cohort.closes_at, cohort.starts_at),
        'seats_left', cohort.seat_limit - cohort.seats_taken) ORDER BY cohort.starts_at, cohort.id), '[]')
        FROM courses_cohort cohort WHERE cohort.course_id = course.id AND cohort.cancelled_at IS NULL
            AND coalesce(cohort.closes_at, cohort.starts_at) > %(now)s) END,
    'availability', course.availability,
    'takes_learners', course.availability = 'published' AND NOT course.is_paused,
    'in_plans', course.in_plans)::text"""

_COURSE = f"""
SELECT CASE WHEN %(known)s = document.hash || '-' || md5(live.text) THEN NULL ELSE {{columns}} END,
    document.hash || '-' || md5(live.text), live.text, course.availability
FROM courses_course course
JOIN courses_coursedocument document ON document.course_id = course.id AND document.is_live
LEFT JOIN courses_coursefigures figures ON figures.course_id = course.id
CROSS JOIN LATERAL (SELECT jsonb_build_object('amount_minor', coalesce(figures.price_minor, 0),
    'currency', coalesce(figures.price_currency, 'EUR'), 'before_minor', figures.price_before_minor,
    'sale_ends_at', figures.sale_ends_at, 'least_minor', figures.price_least_minor,
    'most_minor', figures.price_most_minor) AS main) price
CROSS JOIN LATERAL (SELECT {_LIVE} AS text) live
WHERE course.slug = %(slug)s
    AND (course.availability = 'published' OR (course.availability = 'archived' AND ({_MAY_READ_ARCHIVED})))
ORDER BY document.language = %(language)s DESC, document.id
LIMIT 1
"""

_LESSON = f"""
SELECT CASE WHEN NOT allowed.it OR %(known)s = document.hash THEN NULL ELSE document.body END,
    document.hash, allowed.it, document.access, NOT allowed.it AND {_IS_LEARNING}
FROM courses_lesson lesson
JOIN courses_lessondocument document ON document.lesson_id = lesson.id AND document.is_live
JOIN courses_course course ON course.id = lesson.course_id
CROSS JOIN LATERAL (SELECT (document.access = 'preview' AND course.availability = 'published')
    OR {_MAY_READ_ALL} OR courses_is_open(lesson.id, %(person)s, %(now)s) AS it) allowed
WHERE lesson.public_id = %(lesson)s AND course.availability IN ('published', 'archived')
    AND (course.availability = 'published' OR allowed.it OR {_IS_LEARNING})
ORDER BY document.language = %(language)s DESC, document.id
LIMIT 1
"""

# `page` is the text of two members: the page's own and, named, the contents that belong to it.
COLUMNS = {
    "body": "document.body",
    "outline": "document.outline",
    "page": """document.body || ',"outline":' || document.outline""",
}


@dataclass(frozen=True, slots=True)
class CourseText:
    """`document` is stored JSON, None when the reader has it already; `live` is JSON of what changes by itself."""

    document: str | None
    etag: str
    live: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class LessonText:
    """`document` is stored JSON; None when the reader has it already or may not read it (`is_open` false).

    `is_yet_to_open` says that they have a seat, and that the lesson opens later.
    """

    document: str | None
    etag: str
    is_open: bool
    is_public: bool
    is_yet_to_open: bool


def course_text(
    slug: str, person: Any, *, column: str = "body", known: str = "", language: str = ""
) -> CourseText | None:
    """A live course's page (`body`), contents (`outline`) or both (`page`) if the person may read it, else None.

    One query. Both come as `<page>,"outline":<contents>`, to stand in an object behind the page's name.
    `known` is the ETag that the reader holds; `language` is preferred where a course has several.
    """
    if column not in COLUMNS:
        raise ValueError(f"{column} is not sent by itself")
    values = {"slug": slug, "known": known, "language": language, "now": clock.now(), **_asking(person)}
    row = _one(_COURSE.format(columns=COLUMNS[column]), values)
    return CourseText(row[0], row[1], row[2], row[3] == "published") if row else None


def lesson_text(lesson: UUID, person: Any, *, known: str = "", language: str = "") -> LessonText | None:
    """A live lesson of a course that the person may know of, else None. One query."""
    row = _one(_LESSON, {"lesson": lesson, "known": known, "language": language, "now": clock.now(), **_asking(person)})
    return LessonText(row[0], row[1], row[2], row[3] == "preview", row[4]) if row else None


def _asking(person: Any) -> dict[str, Any]:
    signed_in = person is not None and person.is_authenticated
    return {
        "person": person.pk if signed_in else None,
        "reads_everything": bool(signed_in and reads_everything(person)),
    }


def _one(statement: str, values: dict[str, Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()
