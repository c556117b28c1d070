"""What sending a file in parts, and making a copy of one, may be refused for."""

from kit.errors import Conflict, DomainError


class QuotaSpent(Conflict):
    """The person's files would take more room than one person has."""

    reason = "quota_spent"
    message = "Your files may take {gigabytes} GB in all, and with this one they would take more. Delete some first."


class TooManyUploads(Conflict):
    """The person has as many uploads under way as anybody may have."""

    reason = "too_many_uploads"
    message = "{count} files of yours are being sent already. Finish one of them, or discard it, and try again."


class UploadOver(Conflict):
    """The upload was stopped, refused or swept."""

    reason = "upload_over"
    message = "This upload is over: it was stopped, or waited too long. Please choose the file again."


class WrongPart(Conflict):
    """The file has no part with that number."""

    reason = "wrong_part"
    message = "The file has no such part. Please choose it again."


class WrongLength(Conflict):
    """A part says that it is longer or shorter than that part of the file is."""

    reason = "wrong_length"
    message = "This part of the file does not have the length it should have. Please choose the file again."


class PartDamaged(Conflict):
    """A part ended early, or is not what its sender meant to send."""

    reason = "part_damaged"
    message = "This part of the file did not arrive whole. Please send it again."


class PartsMissing(Conflict):
    """The file cannot be put together yet."""

    reason = "parts_missing"
    message = "Not all of the file has arrived. Please choose it again to go on."


class StorageSilent(DomainError):
    """The bucket did not answer, or not as it should."""

    reason = "storage_silent"
    message = "The storage for files cannot be reached just now. Please try again in a moment."


class CopyImpossible(Conflict):
    """The file cannot be stamped, and is handed to no reader without a stamp."""

    reason = "copy_impossible"
    message = "Your copy of this file cannot be made. Please tell whoever teaches the course."


class CopyNotNow(DomainError):
    """Too many copies are being made just now, or it took too long."""

    reason = "copy_not_now"
    message = "Your copy of this file cannot be made just now. Please try again in a moment."
