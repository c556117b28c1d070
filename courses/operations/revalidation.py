"""Which cached pages of front ends a change of a course touches (DESIGN 9). A row now, posted afterwards."""

from courses.models import Course, Revalidation
from kit import clock


def revalidate_course(course: Course) -> None:
    """Note, in the current transaction, that everything showing `course` must be fetched again."""
    Revalidation.objects.create(
        tags=[f"course:{course.public_id}", f"producer:{course.owner.public_id}", "list", "home"],
        caused_at=clock.now(),
    )
