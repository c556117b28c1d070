"""Who sends files to hand them in, and who looks at what was handed in: those who write the course."""

from typing import Any

from courses.models import Enrolment
from courses.operations.marking import handed_in_to
from media import gates
from media.models import Video


@gates.register_senders
def learners_send(person: Any) -> bool:
    return Enrolment.objects.open().filter(learner=person).exists()


@gates.register
def those_who_mark_fetch(person: Any, medium: Any) -> bool | None:
    if not getattr(medium, "is_handed_in", False) or not gates.is_known(person):
        return None
    column = "film" if isinstance(medium, Video) else "document"
    return handed_in_to(person).filter(**{f"files__{column}": medium}).exists()
