from django.db import models
from django.utils.translation import gettext_lazy as _


class CertificateState(models.TextChoices):
    VALID = "valid", _("Valid")
    REPLACED = "replaced", _("Replaced by a newer one")
    REVOKED = "revoked", _("Revoked")


class Standing(models.TextChoices):
    """What a certificate is worth at a moment: its state, and whether its time is over."""

    VALID = "valid", _("Valid")
    REPLACED = "replaced", _("Replaced by a newer one")
    REVOKED = "revoked", _("Revoked")
    EXPIRED = "expired", _("Expired")
