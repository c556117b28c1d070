"""Files of work: taken into the round that is written, and taken out of it again."""

from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.operations.holding import hold_person
from assessments.documents.briefs import kinds_taken
from assessments.enums import HandInState, WorkKind
from assessments.errors import HandInWaits, KindNotTaken, TooManyFiles
from assessments.models import HandIn, HandInFile
from assessments.operations.hand_ins import Asked, refuse_what_is_late, round_to_write
from kit import clock
from kit.errors import NotFound
from media.enums import UploadKind
from media.models import Document, Upload, Video
from media.models.file_types import LISTENED_TO, ending_of
from media.operations.uploads import find_upload, join_upload, take_over


def attach_file(learner: User, asked: Asked, number: int, upload_id: UUID) -> HandIn:
    """Put the parts together and take the file into the round; the same upload twice is one file.

    Raises NotFound for an upload that is not the learner's, what `join_upload` does, KindNotTaken, TooManyFiles, and
    what `keep_draft` does.
    """
    upload = find_upload(upload_id, actor=learner)
    kind = kind_of(upload)
    if kind not in kinds_taken(asked.brief.content):
        raise KindNotTaken
    # The storage is asked before anything is held.
    return _take_in(learner, asked, number, join_upload(upload, actor=learner), kind)


@transaction.atomic
def detach_file(learner: User, asked: Asked, file_id: UUID) -> None:
    """Take a file out of the round that is written, and delete it. One that is not there, or no longer, is no mistake.

    Raises HandInWaits for what was handed in, and HandInIsLate.
    """
    hold_person(learner.pk)
    mine = HandInFile.objects.filter(hand_in__learner=learner, hand_in__assignment=asked.brief.assignment_id)
    file = mine.select_related("film", "document").filter(public_id=file_id).first()
    if file is None:
        return
    held = HandIn.objects.select_for_update().get(pk=file.hand_in_id)
    if held.state != HandInState.DRAFT:
        raise HandInWaits
    refuse_what_is_late(asked, held.number)
    medium = file.medium
    file.delete()
    medium.delete()


def kind_of(upload: Upload) -> WorkKind:
    if upload.kind == UploadKind.VIDEO:
        return WorkKind.VIDEO
    return WorkKind.SOUND if ending_of(upload.key) in LISTENED_TO else WorkKind.FILES


@transaction.atomic
def _take_in(learner: User, asked: Asked, number: int, upload: Upload, kind: WorkKind) -> HandIn:
    held = _draft(learner, asked, number)
    if upload.medium is not None and held.files.filter(**_column(upload.medium)).exists():
        return held
    if held.files.count() >= asked.brief.content["most_files"]:
        raise TooManyFiles(most=asked.brief.content["most_files"])
    new: Video | Document = Video() if kind == WorkKind.VIDEO else Document()
    new.title, new.is_handed_in = upload.name[:255], True
    medium = take_over(upload, new, actor=learner)
    if not medium.is_handed_in or HandInFile.objects.filter(**_column(medium)).exists():
        # It is something else already: a film of the library, or a file of another round.
        raise NotFound
    HandInFile.objects.create(hand_in=held, kind=kind, **_column(medium))
    held.kept_at = clock.now()
    held.save(update_fields=["kept_at"])
    return held


def _draft(learner: User, asked: Asked, number: int) -> HandIn:
    held = round_to_write(learner, asked, number)
    if held.state != HandInState.DRAFT:
        raise HandInWaits
    refuse_what_is_late(asked, held.number)
    return held


def _column(medium: Video | Document) -> dict[str, Video | Document]:
    return {"film" if isinstance(medium, Video) else "document": medium}
