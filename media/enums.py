from django.db import models
from django.utils.translation import gettext_lazy as _


class UploadKind(models.TextChoices):
    """What is made of a file once all of it is there."""

    VIDEO = "video", _("Film")
    DOCUMENT = "document", _("Document or sound")


class UploadState(models.TextChoices):
    """How far an upload has come. From the first two it goes on; the others are its end."""

    OPEN = "open", _("Being sent")
    JOINED = "joined", _("Sent")
    COMPLETE = "complete", _("Taken over")
    REFUSED = "refused", _("Refused")
    ABANDONED = "abandoned", _("Stopped")


class MakingState(models.TextChoices):
    """How far it has come with what is made of a file in the background."""

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


class Loudness(models.TextChoices):
    """How loud a sound is played to learners. Its own file is never changed."""

    EVEN = "even", _("As loud as others: for what is said, and for whatever one should hear without turning it up")
    KEPT = "kept", _("As it was recorded: for music whose loud and quiet belong to the piece")


class SoundFailure(models.TextChoices):
    """Why a sound was not made ready, and what its owner may do about it."""

    UNREADABLE = "unreadable", _("The sound cannot be read: it is damaged, or was not saved whole. Export it again.")
    NO_SOUND = "no_sound", _("There is no sound in the file. Export it again.")
    TOO_LONG = "too_long", _("The sound is longer than twelve hours. Cut it in parts.")
    TOO_SLOW = "too_slow", _("It took too long. Try again, or export the sound as an MP3.")
    GAVE_UP = "gave_up", _("It was begun several times and never ended well. Export the sound as an MP3.")
    GONE = "gone", _("The file is not in the storage any more. Upload it again.")


class StampFailure(models.TextChoices):
    """Why a file cannot be stamped with a person's name, and what its owner may do about it."""

    NO_PDF = "no_pdf", _("Only PDFs can bear a name.")
    TOO_LARGE = "too_large", _("It is larger than 50 MB, and cannot bear names. Save it smaller.")
    TOO_MANY_PAGES = "too_many_pages", _("It has more than 2,000 pages, and cannot bear names. Cut it in parts.")
    PASSWORD = "password", _("It opens only with a password, and cannot bear names. Save it without one.")
    SIGNED = "signed", _("It is signed, and a name on it would break the signature. Save it unsigned.")
    FORM = "form", _("It is a form that viewers draw themselves (XFA), and names would not show. Print it as a PDF.")
    COLLECTION = "collection", _("It is a portfolio of several files, and names would not show. Upload each by itself.")
    UNREADABLE = "unreadable", _("It cannot be read: it is damaged, or was not saved whole. Export it again.")
    TOO_SLOW = "too_slow", _("It takes too long to put a name on it. Export it anew, or cut it in parts.")
    NO_PANGO = "no_pango", _("No names can be put on copies here: whoever runs this server has to install Pango.")


PASSED = (ScanState.CLEAN, ScanState.RELEASED)
UNDER_WAY = (UploadState.OPEN, UploadState.JOINED)
GIVEN_UP = (UploadState.REFUSED, UploadState.ABANDONED)
