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


UNDER_WAY = (UploadState.OPEN, UploadState.JOINED)
GIVEN_UP = (UploadState.REFUSED, UploadState.ABANDONED)
