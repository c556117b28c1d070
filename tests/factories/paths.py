"""Paths of courses, approved by a second officer, and learners who come to their end."""

from typing import Any

from accounts.enums import Role
from accounts.models import User
from courses.models import Course, Enrolment
from courses.operations.completion import completed
from kit import clock
from paths.enums import PathKind
from paths.models import Path
from paths.operations.proposals import approve_path, propose_path
from paths.operations.writing import begin_path
from tests.factories.accounts import UserFactory
from tests.factories.published import learner_of, live_course


def officer(**fields: Any) -> User:
    return UserFactory(roles=[Role.REVIEWER], **fields)


def step(*courses: Course, needed: int | None = None, title: str = "Foundations") -> dict[str, Any]:
    """A step as the editor stores it."""
    items = [{"type": "item", "value": course.pk, "id": str(course.public_id)} for course in courses]
    return {
        "type": "step",
        "id": str(courses[0].public_id) if courses else "8a7f3f0e-0d0b-4d5b-9a55-1d1c1b1a1919",
        "value": {"title": title, "courses": items, "needed": needed},
    }


def new_path(*steps: dict[str, Any], owner: User | None = None, requires: Any = (), **fields: Any) -> Path:
    """A draft; without steps, of two courses that are both needed."""
    steps = steps or (step(live_course(title="Pliés").course, live_course(title="Turns").course),)
    said = {"title": "Ballet from the floor up", "promise": "Dance a whole class.", **fields}
    path = Path(steps=Path._meta.get_field("steps").stream_block.to_python(list(steps)), **said)
    return begin_path(path, requires=requires, actor=owner or officer())


def approved(path: Path, by: User | None = None) -> Path:
    """The path with its draft made public."""
    approve_path(propose_path(path, actor=path.owner), actor=by or officer())
    path.refresh_from_db()
    return path


def public_path(*steps: dict[str, Any], **fields: Any) -> Path:
    return approved(new_path(*steps, **fields))


def certification(*steps: dict[str, Any], months: int | None = 12, **fields: Any) -> Path:
    return public_path(*steps, kind=PathKind.CERTIFICATION, valid_months=months, **fields)


def courses_on(path: Path) -> list[Course]:
    """In the order of the present version."""
    found = {course.public_id: course for course in Course.objects.filter(public_id__in=path.current.courses)}
    return [found[public_id] for public_id in path.current.courses]


def done(course: Course, learner: User) -> None:
    """A seat in the course with all of it done; those who wait for that hear of it."""
    if not Enrolment.objects.filter(course=course, learner=learner).exists():
        learner_of(course, learner)
    Enrolment.objects.filter(course=course, learner=learner).update(state="completed", completed_at=clock.now())
    completed(learner.pk, [course.pk])
