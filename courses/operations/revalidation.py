"""Which of what front ends keep a change of a course touches (DESIGN 9), noted in the transaction of the change."""

from collections.abc import Iterable, Sequence
from typing import Any

from courses.enums import AuthorState
from courses.models import Course, CourseAuthor
from kit.revalidation import (
    COURSES,
    HOME,
    PAGES,
    SITE,
    TERMS,
    category_tags,
    course_tags,
    media_tags,
    producer_tags,
    revalidate,
)
from taxonomy.models import Category

# Lists of courses, and the site's pages, any of which may show some.
SHOWN_IN = (COURSES, HOME, PAGES)


def revalidate_course(course: Course, *, at_once: bool) -> None:
    """Everything that shows `course`; at once where something was taken away."""
    revalidate_courses([course], at_once=at_once)


def revalidate_courses(courses: Iterable[Course], *, at_once: bool) -> None:
    """Everything that shows one of `courses`, as one change. Nothing happens where there are none."""
    touched = list(courses)
    own = [tag for course in touched for tag in course_tags(course.public_id, course.slug)]
    tags = [*own, *_producers(touched), *SHOWN_IN] if touched else []
    if at_once:
        revalidate(expire=tags)
    else:
        revalidate(stale=tags)


def revalidate_price(course: Course) -> None:
    """Where the price stands: nobody is to see the old one."""
    revalidate(expire=[*course_tags(course.public_id, course.slug), *SHOWN_IN])


def revalidate_currencies() -> None:
    """Among which currencies visitors choose: that stands on every page."""
    revalidate(stale=[SITE])


def revalidate_address(course: Course, *, former: str) -> None:
    """Where the course was found, is found now, and is linked to."""
    revalidate(expire=[*course_tags(course.public_id, course.slug, former), *SHOWN_IN])


def revalidate_standing(course: Course) -> None:
    """Where lists show the course otherwise than before: on the front page or not."""
    revalidate(stale=[*course_tags(course.public_id, course.slug), *SHOWN_IN])


def revalidate_seats(course: Course) -> None:
    """Whether there is a seat left."""
    revalidate(expire=course_tags(course.public_id, course.slug))


def revalidate_reviews(course: Course, *, at_once: bool) -> None:
    """The course's reviews and the average in lists; at once where one is taken from sight."""
    tags = course_tags(course.public_id, course.slug)
    revalidate(expire=tags if at_once else (), stale=[*tags, COURSES])


def revalidate_term(term: Any, *, former: str = "", is_gone: bool = False) -> None:
    """A category, style or level, by its address and the one it had. The courses that show it are rebuilt by a job."""
    names: list[str] = []
    left: list[str] = []
    if isinstance(term, Category):
        names = category_tags(term.slug)
        left = category_tags(former) if former != term.slug else []
    lists = [TERMS, *SHOWN_IN]
    if is_gone:
        revalidate(expire=[*names, *lists])
    else:
        revalidate(expire=left, stale=[*names, *lists])


def revalidate_medium(medium: Any) -> None:
    """What was made from the file itself. The documents that show it are rebuilt by a job."""
    revalidate(expire=media_tags(medium.public_id))


def _producers(courses: Sequence[Course]) -> list[str]:
    keys = [course.pk for course in courses]
    authors = CourseAuthor.objects.filter(course__in=keys, state=AuthorState.ACCEPTED).values_list(
        "person__public_id", "person__profile__producer_slug"
    )
    owners = Course.objects.filter(pk__in=keys).values_list("owner__public_id", "owner__profile__producer_slug")
    return [tag for public_id, slug in owners.union(authors) for tag in producer_tags(public_id, slug)]
