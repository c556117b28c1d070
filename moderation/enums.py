from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why somebody finds that a thing should not be there."""

    SPAM = "spam", _("Advertising or spam")
    INSULT = "insult", _("Insults, hate or threats")
    UNTRUE = "untrue", _("Untrue or misleading")
    PRIVATE = "private", _("Somebody's private matters")
    RIGHTS = "rights", _("Somebody else's work")
    OTHER = "other", _("Something else")


class ReportState(models.TextChoices):
    OPEN = "open", _("Open")
    UPHELD = "upheld", _("Upheld: hidden")
    DISMISSED = "dismissed", _("Dismissed: stays")
