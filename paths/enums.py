from django.db import models
from django.utils.translation import gettext_lazy as _


class PathKind(models.TextChoices):
    """Whether what is learned on it holds for good, or is certified and may have to be renewed."""

    PATH = "path", _("Learning path")
    CERTIFICATION = "certification", _("Certification")


class PathAvailability(models.TextChoices):
    UNPUBLISHED = "unpublished", _("Not approved yet")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class VersionState(models.TextChoices):
    """Where a proposal is. Nothing leads out of a decision: a path is proposed again instead."""

    PROPOSED = "proposed", _("Waits for a decision")
    APPROVED = "approved", _("Approved")
    SENT_BACK = "sent_back", _("Sent back")
    TAKEN_BACK = "taken_back", _("Taken back")
