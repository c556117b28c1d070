from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.TextChoices):
    """What a notice is about; the first part of its kind. A person chooses letters by area."""

    ACCOUNTS = "accounts", _("My account")
    COURSES = "courses", _("My courses")
    LEARNING = "learning", _("My learning")
    WISHES = "wishes", _("My wish list")
    PATHS = "paths", _("Learning paths")
    ORDERS = "orders", _("My orders")
    MODERATION = "moderation", _("Reports and decisions")
