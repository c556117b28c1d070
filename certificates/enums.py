from django.db import models
from django.utils.translation import gettext_lazy as _


class CertificateState(models.TextChoices):
    VALID = "valid", _("Valid")
    REPLACED = "replaced", _("Replaced by a newer one")
    REVOKED = "revoked", _("Revoked")
