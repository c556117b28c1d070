"""The background work of paths, by the names under which it is deferred (DESIGN 7)."""

from contextlib import suppress

from accounts.models import User
from certificates.errors import CertificateWasRevoked
from courses.models import Course
from kit.errors import NotFound
from kit.jobs import job
from paths.models import PathSeat
from paths.operations.following import follow_path
from paths.registrations.completion import FOLLOW


@job(FOLLOW)
def follow(learner: int, course: int) -> None:
    """Look at the paths of somebody who has finished a course that stands in them."""
    public_id = Course.objects.values_list("public_id", flat=True).get(pk=course)
    seats = PathSeat.objects.filter(learner=learner, version__courses__contains=[public_id]).select_related("path")
    person = User.objects.get(pk=learner)
    for seat in seats.order_by("pk"):
        # Who left the path meanwhile is not on it any more.
        with suppress(CertificateWasRevoked, NotFound):
            follow_path(seat.path, person)
