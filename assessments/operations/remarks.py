"""Pinning remarks to moments of what was handed in, until it is given back."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import WorkKind
from assessments.models import HandInFile, Remark
from assessments.models.remarks import LONGEST_FILM_MS, LONGEST_REMARK, MOST_REMARKS
from assessments.operations.replies import hold_while_it_waits
from kit.errors import InvalidInput, NotFound
from kit.failpoints import failpoint

MOST_STROKES, MOST_POINTS = 30, 300
Strokes = list[list[list[float]]]


@transaction.atomic
def pin_remark(file: HandInFile, *, at_ms: int, text: str, strokes: Any, actor: User) -> Remark:
    """Say something to a moment of a film or a sound. The caller knows that they may.

    Raises MarkedMeanwhile once the work is given back, NotFound for what has no moments, InvalidInput.
    """
    hold_while_it_waits(file.hand_in)
    failpoint("assessments.before_pinning")
    if file.kind == WorkKind.FILES:
        raise NotFound
    words, lines = text.replace("\x00", "").strip(), checked_strokes(strokes)
    if not 0 <= at_ms <= LONGEST_FILM_MS:
        raise InvalidInput({"at": [_("Say a moment as minutes and seconds, such as 1:05.")]})
    if not words and not lines:
        raise InvalidInput({"text": [_("Write or draw something.")]})
    if len(words) > LONGEST_REMARK:
        raise InvalidInput({"text": [_("At most %(most)s characters, please.") % {"most": LONGEST_REMARK}]})
    if file.remarks.count() >= MOST_REMARKS:
        raise InvalidInput({"text": [_("That is enough for one film.")]})
    return Remark.objects.create(file=file, author=actor, at_ms=at_ms, text=words, strokes=lines)


@transaction.atomic
def unpin_remark(file: HandInFile, remark_id: UUID) -> None:
    """Take a remark back. One that is not there, or no longer, is no mistake. Raises MarkedMeanwhile."""
    hold_while_it_waits(file.hand_in)
    file.remarks.filter(public_id=remark_id).delete()


def checked_strokes(strokes: Any) -> Strokes:
    """The lines as they are kept. Raises InvalidInput for anything but lists of points within the picture."""
    refused = InvalidInput({"strokes": [_("This drawing cannot be kept.")]})
    if not isinstance(strokes, list) or len(strokes) > MOST_STROKES:
        raise refused
    for stroke in strokes:
        if not isinstance(stroke, list) or not 1 <= len(stroke) <= MOST_POINTS:
            raise refused
        for point in stroke:
            if not isinstance(point, list) or len(point) != 2 or not all(_is_part(value) for value in point):
                raise refused
    return [[[round(value, 4) for value in point] for point in stroke] for stroke in strokes]


def _is_part(value: Any) -> bool:
    return type(value) in {int, float} and 0 <= value <= 1
