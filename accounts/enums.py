from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may be on Perfomix; one account holds any set of them (REQUIREMENTS A1, A7)."""

    LEARNER = "learner", _("Learner")
    PRODUCER = "producer", _("Producer")
    PROFESSIONAL = "professional", _("Professional")
    SELLER = "seller", _("Seller")
    REVIEWER = "reviewer", _("Reviewer")
    ADMINISTRATOR = "administrator", _("Administrator")


# Everybody may learn; every other role is requested and granted.
SELF_ASSIGNED_ROLES = frozenset({Role.LEARNER})
