"""Freezing assignments, as quizzes are: with a course that is handed in."""

from collections.abc import Collection

from assessments.documents.briefs import brief_to_freeze, files_of_brief
from assessments.documents.written import sha_of
from assessments.models import Assignment, Brief
from kit import clock


def write_briefs(assignments: Collection[int]) -> dict[int, Brief]:
    """A brief of each of these assignments as it is now, by the assignment's primary key.

    The same text is written once. The caller is in a transaction; assignments that do not exist have none.
    """
    found: dict[int, Brief] = {}
    for assignment in Assignment.objects.filter(pk__in=assignments).order_by("pk"):
        content = brief_to_freeze(assignment)
        brief, _is_new = Brief.objects.get_or_create(
            assignment=assignment, sha=sha_of(content), defaults={"content": content, "media": files_of_brief(content)}
        )
        found[assignment.pk] = brief
    # Who goes back to an older text hands in a brief that there is.
    Brief.objects.filter(pk__in=[brief.pk for brief in found.values()]).update(frozen_at=clock.now())
    return found
