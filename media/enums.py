from django.db import models
from django.utils.translation import gettext_lazy as _


class UploadKind(models.TextChoices):
    """What is made of a file once all of it is there."""

    VIDEO = "video", _("Film")


class UploadState(models.TextChoices):
    """How far an upload has come. From the first two it goes on; the others are its end."""

    OPEN = "open", _("Being sent")
    JOINED = "joined", _("Sent")
    COMPLETE = "complete", _("Taken over")
    REFUSED = "refused", _("Refused")
    ABANDONED = "abandoned", _("Stopped")


class StreamState(models.TextChoices):
    """How far the making of a film's stream has come."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class StreamFailure(models.TextChoices):
    """Why no stream was made of a film, and what its owner may do about it."""

    UNREADABLE = "unreadable", _("The film cannot be read: it is damaged, or was not saved whole. Export it again.")
    NO_PICTURE = "no_picture", _("The file has sound alone. Upload it as a document, for a sound block.")
    TOO_LARGE = "too_large", _("The picture is larger than 8K. Export it smaller.")
    TOO_LONG = "too_long", _("The film is longer than twelve hours. Cut it in parts.")
    TOO_SLOW = "too_slow", _("It took too long. Try again, or export the film as an MP4 with H.264.")
    GAVE_UP = "gave_up", _("It was begun several times and never ended well. Export the film as an MP4 with H.264.")
    GONE = "gone", _("The file is not in the storage any more. Upload it again.")


class ScanState(models.TextChoices):
    """What is known of a stored file. Only the last two let it be served."""

    WAITING = "waiting", _("Waiting to be looked at")
    INFECTED = "infected", _("Infected")
    FAILED = "failed", _("Cannot be looked at")
    RELEASED = "released", _("Let through by an administrator")
    CLEAN = "clean", _("Nothing found")


class ScanFailure(models.TextChoices):
    """Why a file was not looked at, and what its owner may do about it."""

    TOO_LARGE = (
        "too_large",
        _("It is too large for the virus scanner. Upload it smaller, or ask an administrator to let it through."),
    )
    GONE = "gone", _("The file is not in the storage any more. Upload it again.")


PASSED = (ScanState.CLEAN, ScanState.RELEASED)
UNDER_WAY = (UploadState.OPEN, UploadState.JOINED)
GIVEN_UP = (UploadState.REFUSED, UploadState.ABANDONED)
