"""Who sends files to hand them in, and who looks at what was handed in: those who write the course."""

from typing import Any

from django.db.models import Q

from assessments.models import SoundReply
from assessments.models.hand_ins import GIVEN_BACK
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
    mine = handed_in_to(person)
    if mine.filter(**{f"files__{column}": medium}).exists():
        return True
    if isinstance(medium, Video):
        return False
    # What a teacher said aloud is heard by who marks the work too, and by its learner once it is given back.
    said = SoundReply.objects.filter(sound=medium)
    to_me = Q(hand_in__learner=person, hand_in__state__in=GIVEN_BACK)
    to_mark = Q(hand_in__in=mine) & ~Q(hand_in__learner=person)
    return said.filter(to_me | to_mark).exists()
