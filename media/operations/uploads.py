"""Files sent in parts: begun, gone on with, put together, taken over by a medium, or given up (ADR 0037, 0045).

The storage is never asked while a row is held, but for writing a part that has already arrived on our own disk. So
each operation may end at any line: what it left is gone on with when it is called again, or swept.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any, TypeVar

import structlog
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from kit import audit, clock
from kit.errors import NotFound
from kit.failpoints import failpoint
from media import gates
from media.enums import GIVEN_UP, UploadKind, UploadState
from media.errors import (
    PartDamaged,
    PartsMissing,
    QuotaSpent,
    StorageSilent,
    TooManyUploads,
    UploadOver,
    WrongLength,
    WrongPart,
)
from media.gateways import Readable, part_storage
from media.models import Document, Image, Upload, UploadPart, Video
from media.models.file_types import PAPERS, SOUNDS, FileType, check_claim, check_content
from media.models.ownership import OF_THE_FILE
from media.models.stored_file import name_by_uuid

log = structlog.get_logger("media.uploads")

MOST_UNDER_WAY = 5
LIFETIME = timedelta(days=7)
# Long enough for whoever still sends to a given-up upload to be done; then what they left is looked for once more.
KEPT_FOR = timedelta(days=2)
GIGABYTE = 1024**3
# What browsers say of a film whose kind their system does not know.
UNKNOWN_TYPES = frozenset({"", "application/octet-stream"})
Medium = TypeVar("Medium", Video, Document)
CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Destination:
    """What takes the files of one kind over, where they lie, and which are sent in parts."""

    model: type[Video] | type[Document]
    folder: str
    allowed: dict[str, FileType]


DESTINATIONS = {
    UploadKind.VIDEO: Destination(Video, "videos", Video.allowed_types),
    # Pictures among documents are small, and are made anew without their metadata: they come with their form.
    UploadKind.DOCUMENT: Destination(Document, "documents", {**PAPERS, **SOUNDS}),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says about the file that they want to send. `modified` is in milliseconds since the epoch."""

    name: str
    size: int
    modified: int
    content_type: str = ""
    kind: UploadKind = UploadKind.VIDEO


def begin_upload(claim: Claim, *, actor: Any) -> Upload:
    """An upload of `actor` for this file; the one under way when the same file was begun before.

    Raises NotFound for who may not upload at all, ValidationError for a file that would not be taken, QuotaSpent,
    TooManyUploads, and StorageSilent; after the last the same call goes on.
    """
    if not gates.may_send(actor):
        raise NotFound
    name = clean_name(claim.name)
    check_claim(name, claim.size, DESTINATIONS[claim.kind].allowed)
    said = claim.content_type
    if claim.kind == UploadKind.VIDEO and not said.startswith("video/") and said not in UNKNOWN_TYPES:
        raise ValidationError(_("The file is not a film."), code="file_type")
    storage = part_storage()
    upload = open_row(claim, name, place=storage.place, actor=actor)
    if upload.state == UploadState.OPEN and not upload.remote_id:
        failpoint("media.upload_is_begun")
        remote_id = storage.begin(upload)
        if not Upload.objects.filter(pk=upload.pk, remote_id="").update(remote_id=remote_id):
            # Another tab was quicker. What this one began has no parts, and goes with the upload's key in the end.
            upload.refresh_from_db()
        else:
            upload.remote_id = remote_id
    return upload


@transaction.atomic
def open_row(claim: Claim, name: str, *, place: str, actor: Any) -> Upload:
    """The row for the file, found or made. One at a time for each person, so that the limits hold."""
    owner = get_user_model()._default_manager.select_for_update(no_key=True).get(pk=actor.pk)
    under_way = Upload.objects.under_way().filter(owner=owner)
    same = under_way.filter(kind=claim.kind, name=name, size=claim.size, modified=claim.modified, place=place).first()
    if same is not None:
        same.expires_at = clock.now() + LIFETIME
        same.save(update_fields=["expires_at"])
        return same
    if under_way.count() >= MOST_UNDER_WAY:
        raise TooManyUploads(count=MOST_UNDER_WAY)
    refuse_beyond_quota(owner, claim.size)
    failpoint("media.uploads_are_counted")
    upload = Upload.objects.create(
        owner=owner,
        kind=claim.kind,
        name=name,
        size=claim.size,
        modified=claim.modified,
        claimed_type=claim.content_type[:100],
        part_size=settings.MEDIA_PART_BYTES,
        place=place,
        key=f"{DESTINATIONS[claim.kind].folder}/{name_by_uuid(name)}",
        expires_at=clock.now() + LIFETIME,
    )
    audit.record(upload, "media.begin_upload", actor, size=claim.size)
    return upload


def find_upload(public_id: Any, *, actor: Any, kind: UploadKind | None = None) -> Upload:
    """The upload of `actor` with that name, of any kind or of that one.

    NotFound for another's as for none, and for who may not upload.
    """
    own = Upload.objects.filter(owner=actor, public_id=public_id) if gates.may_send(actor) else Upload.objects.none()
    upload = own.first()
    if upload is None or (kind is not None and upload.kind != kind):
        raise NotFound
    return upload


def uploads_under_way(actor: Any, *, kind: UploadKind) -> list[Upload]:
    """What `actor` may go on with of that kind, newest first."""
    here = {"place": part_storage().place, "kind": kind}
    own = Upload.objects.under_way().filter(owner=actor, expires_at__gt=clock.now(), **here)
    return list(own.order_by("-created_at")) if gates.may_upload(actor) else []


def sent_parts(upload: Upload) -> dict[int, int]:
    """The parts that are there already, sizes by number; all of them once they were put together."""
    if upload.state != UploadState.OPEN:
        return {number: upload.length_of(number) for number in range(1, upload.part_count + 1)}
    return part_storage().sizes(upload) if is_open(upload) else {}


def address_of_part(upload: Upload, number: int) -> str:
    """Where the browser sends that part. Raises UploadOver and WrongPart."""
    refuse_unless_open(upload)
    refuse_unless_part(upload, number)
    return part_storage().address_of(upload, number)


def receive_part(upload: Upload, number: int, body: Readable, *, length: int, sha256: str = "") -> None:
    """Take in a part that is sent to us. One that is there already stays as it is.

    `length` is what the request says of itself, `sha256` what the sender says of the part; without one it is not
    compared. Raises UploadOver, WrongPart and WrongLength before anything is read, and PartDamaged.
    """
    refuse_unless_open(upload)
    refuse_unless_part(upload, number)
    if length != upload.length_of(number):
        raise WrongLength
    storage = part_storage()
    received = storage.receive(upload, body, length=length)
    try:
        if sha256 and sha256.lower() != received.sha256:
            raise PartDamaged
        failpoint("media.part_has_arrived")
        with transaction.atomic():
            upload = held(upload)
            refuse_unless_open(upload)
            if not upload.parts.filter(number=number).exists():
                storage.keep(upload, number, received)
                UploadPart.objects.create(upload=upload, number=number, size=received.size, sha256=received.sha256)
    finally:
        received.path.unlink(missing_ok=True)


def join_upload(upload: Upload, *, actor: Any) -> Upload:
    """Put the parts together and look at what came of them. Asking again finds the same.

    Raises PartsMissing, after which one goes on sending, UploadOver, and ValidationError for a file that is not what
    it says: that one is gone then.
    """
    if upload.state in {UploadState.JOINED, UploadState.COMPLETE}:
        return upload
    refuse_unless_open(upload)
    storage = part_storage()
    storage.join(upload)
    failpoint("media.parts_are_joined")
    try:
        head = storage.head(upload)
    except PartsMissing:
        # It was there a moment ago: somebody gives it up.
        raise UploadOver from None
    refused = what_is_wrong(upload, head)
    with transaction.atomic():
        upload = held(upload)
        if upload.state == UploadState.OPEN:
            upload.state = UploadState.REFUSED if refused else UploadState.JOINED
            upload.save(update_fields=["state"])
            action = "media.refuse_upload" if refused else "media.join_upload"
            upload.parts.all().delete()
            audit.record(upload, action, actor, claimed_type=upload.claimed_type)
    if upload.state in GIVEN_UP:
        with suppress(StorageSilent):  # then the sweep does it
            clear(upload)
        raise refused or UploadOver
    return upload


def what_is_wrong(upload: Upload, head: bytes) -> ValidationError | None:
    """Why a file that begins so is not what its name says; None when it is."""
    try:
        check_content(ContentFile(head), type_of(upload))
    except ValidationError as error:
        return error
    return None


def type_of(upload: Upload) -> FileType:
    """What the file has to be. ValidationError when such files are not taken any more."""
    return check_claim(upload.key, upload.size, DESTINATIONS[UploadKind(upload.kind)].allowed)


@transaction.atomic
def take_over(upload: Upload, medium: Medium, *, actor: Any) -> Medium:
    """Save `medium`, a new one or one whose file is replaced, with the joined file.

    Asked twice, a new medium is that of the first time, and one of before is left with the file that it has now.
    Raises UploadOver when there is nothing to take over, and NotFound for a medium that was deleted meanwhile.
    """
    upload, is_new = held(upload), medium.pk is None
    refuse_unless_free(upload, medium)
    if upload.state == UploadState.COMPLETE and upload.medium is not None:
        medium.pk = upload.medium.pk
        held_rows = type(medium)._default_manager.select_for_update(no_key=True)
        medium.refresh_from_db(fields=None if is_new else list(OF_THE_FILE), from_queryset=held_rows)
        medium._state.adding = False
        return medium
    if is_new:
        medium.uploaded_by_user = upload.owner
    elif not type(medium)._default_manager.select_for_update(no_key=True).filter(pk=medium.pk).exists():
        raise NotFound
    failpoint("media.file_is_taken_over")
    medium.put_file(upload.key, type_of(upload).content_type, upload.size)
    medium.save()
    upload.state = UploadState.COMPLETE
    if isinstance(medium, Video):
        upload.film = medium
    else:
        upload.document = medium
    upload.save(update_fields=["state", "film", "document"])
    audit.record(upload, "media.complete_upload", actor, medium=str(medium.public_id))
    transaction.on_commit(lambda: part_storage().tidy(upload))
    return medium


def refuse_unless_free(upload: Upload, medium: Video | Document) -> None:
    """Raise UploadOver unless `medium`, which is of that kind, may take the file over or has done so already."""
    if not isinstance(medium, DESTINATIONS[UploadKind(upload.kind)].model):
        raise UploadOver
    if upload.state == UploadState.COMPLETE:
        taken = upload.medium
        if taken is not None and medium.pk in {None, taken.pk}:
            return
    elif upload.state == UploadState.JOINED:
        return
    raise UploadOver


def abandon_upload(upload: Upload, *, actor: Any) -> None:
    """Give the upload up and remove its parts. Asking again does nothing; what was taken over stays.

    `actor` is None for the sweep, which gives up only what nobody has gone on with in time. Raises UploadOver for an
    upload that was taken over, and StorageSilent, after which the sweep removes what is there.
    """
    with transaction.atomic():
        upload = held(upload)
        if upload.state == UploadState.COMPLETE:
            raise UploadOver
        if upload.state not in GIVEN_UP and (actor is not None or upload.expires_at <= clock.now()):
            upload.state = UploadState.ABANDONED
            upload.save(update_fields=["state"])
            audit.record(upload, "media.abandon_upload", actor)
    if upload.state in GIVEN_UP:
        failpoint("media.upload_is_abandoned")
        clear(upload)


def sweep_uploads() -> int:
    """Give up what was not finished in time, and remove what given-up uploads left. Returns how many were cleared.

    What the storage does not answer for is tried again the next time. A row goes days after it was cleared, when its
    key has been looked at once more: somebody may have been joining while it was cleared.
    """
    cleared = 0
    for upload in [*Upload.objects.outlived(), *Upload.objects.to_clear()]:
        try:
            abandon_upload(upload, actor=None)
        except (UploadOver, StorageSilent):
            log.info("upload_not_cleared", upload=str(upload.public_id))
        else:
            cleared += 1
    for upload in Upload.objects.filter(cleared_at__lte=clock.now() - KEPT_FOR):
        try:
            remove_leftovers(upload)
        except StorageSilent:
            continue
        upload.delete()
    return cleared


def clear(upload: Upload) -> None:
    remove_leftovers(upload)
    Upload.objects.filter(pk=upload.pk, cleared_at=None).update(cleared_at=clock.now())


def remove_leftovers(upload: Upload) -> None:
    storage = part_storage()
    if upload.place == storage.place:
        storage.discard(upload)
    else:
        log.warning("upload_is_elsewhere", upload=str(upload.public_id), place=upload.place)


def held(upload: Upload) -> Upload:
    """The row as it is now, held until the transaction ends."""
    return Upload.objects.select_for_update(no_key=True).get(pk=upload.pk)


def is_open(upload: Upload) -> bool:
    return upload.state == UploadState.OPEN and upload.expires_at > clock.now() and upload.place == part_storage().place


def refuse_unless_open(upload: Upload) -> None:
    if not is_open(upload):
        raise UploadOver


def refuse_unless_part(upload: Upload, number: int) -> None:
    if not 1 <= number <= upload.part_count:
        raise WrongPart


def clean_name(name: str) -> str:
    """The last part of a file's name, without what no screen shows; only its ending gets into the storage."""
    last = CONTROLS.sub("", PurePosixPath(name.replace("\\", "/")).name).strip()
    if not last or len(last) > 255:
        raise ValidationError(_("The file needs a name of at most 255 letters."), code="file_name")
    return last


def refuse_beyond_quota(owner: Any, size: int) -> None:
    """Raise QuotaSpent when the files of `owner` have no room for so many bytes more."""
    most = settings.MEDIA_QUOTA_BYTES if gates.may_upload(owner) else settings.MEDIA_HAND_IN_QUOTA_BYTES
    if room_taken(owner) + size > most:
        raise QuotaSpent(gigabytes=most // GIGABYTE)


def room_taken(owner: Any) -> int:
    """How many bytes the files of `owner` take, what is under way included."""
    stored = sum(
        model._default_manager.filter(uploaded_by_user=owner).aggregate(sum=Sum("file_size"))["sum"] or 0
        for model in (Image, Document, Video)
    )
    coming = Upload.objects.under_way().filter(owner=owner).aggregate(sum=Sum("size"))["sum"] or 0
    return stored + coming
