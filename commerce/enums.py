from django.db import models
from django.utils.translation import gettext_lazy as _


class PriceState(models.TextChoices):
    """A price is asked for by the seller, holds once confirmed, and stays as history when another follows."""

    PROPOSED = "proposed", _("Proposed")
    ACTIVE = "active", _("Active")
    RETIRED = "retired", _("Retired")
    DECLINED = "declined", _("Declined")
