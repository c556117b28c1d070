from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from certificates.models import Certificate
from kit.invariants import invariant
from paths.models import PathSeat


@invariant("finished_paths_were_certified")
def seats_without_certificates() -> Iterator[str]:
    given = Certificate.objects.filter(learner=OuterRef("learner"), award=OuterRef("path__public_id"))
    for seat in PathSeat.objects.exclude(completed_at=None).exclude(Exists(given)).select_related("path"):
        yield f"seat {seat.pk} on {seat.path.slug} is complete, and nothing was given for it"
