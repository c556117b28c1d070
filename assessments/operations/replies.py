"""Saying something aloud to what was handed in, until it is given back."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.operations.holding import hold_person
from assessments.enums import HandInState, WorkKind
from assessments.errors import MarkedMeanwhile
from assessments.models import HandIn, HandInFile, SoundReply
from assessments.models.remarks import LONGEST_FILM_MS
from assessments.models.replies import MOST_REPLIES
from kit.errors import InvalidInput
from kit.failpoints import failpoint
from media.operations.storing import store_handed_in_sound

MOST_BYTES = 25 * 1024 * 1024


@transaction.atomic
def reply_aloud(
    hand_in: HandIn, sound: File, *, file: HandInFile | None = None, at_ms: int | None = None, actor: User
) -> SoundReply:
    """Keep a recording of the teacher's, to all of it or to a moment of a file. The caller knows that they may.

    Raises MarkedMeanwhile once the work is given back, QuotaSpent, InvalidInput for what is no sound or too much.
    """
    hold_person(actor.pk)
    hold_while_it_waits(hand_in)
    failpoint("assessments.before_replying")
    if sound.size > MOST_BYTES:
        raise InvalidInput({"sound": [_("At most %(most)s megabytes, please.") % {"most": MOST_BYTES // 1024**2}]})
    if file is not None and (file.hand_in_id != hand_in.pk or file.kind == WorkKind.FILES):
        raise InvalidInput({"file": [_("There is no such film or sound.")]})
    if (file is None) != (at_ms is None) or (at_ms is not None and not 0 <= at_ms <= LONGEST_FILM_MS):
        raise InvalidInput({"at": [_("Say a moment as minutes and seconds, such as 1:05.")]})
    if hand_in.replies.count() >= MOST_REPLIES:
        raise InvalidInput({"sound": [_("That is enough for one round.")]})
    try:
        kept = store_handed_in_sound(
            sound, title=_("Reply to “%(title)s”") % {"title": hand_in.brief.title}, owner=actor
        )
    except ValidationError as refusal:
        raise InvalidInput({"sound": list(refusal.messages)}) from refusal
    return SoundReply.objects.create(hand_in=hand_in, file=file, at_ms=at_ms, sound=kept, author=actor)


@transaction.atomic
def take_reply_back(hand_in: HandIn, reply_id: UUID) -> None:
    """Delete it and its file. One that is not there, or no longer, is no mistake. Raises MarkedMeanwhile."""
    hold_while_it_waits(hand_in)
    reply = hand_in.replies.select_related("sound").filter(public_id=reply_id).first()
    if reply is None:
        return
    sound = reply.sound
    reply.delete()
    sound.delete()


def hold_while_it_waits(hand_in: HandIn) -> None:
    held = HandIn.objects.select_for_update().get(pk=hand_in.pk)
    if held.state != HandInState.HANDED_IN:
        raise MarkedMeanwhile
