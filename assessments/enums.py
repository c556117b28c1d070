from django.db import models
from django.utils.translation import gettext_lazy as _


class AnswersShown(models.TextChoices):
    """When learners see which answers would have been right. How many points they have they see at once."""

    NEVER = "never", _("never")
    AFTER_ATTEMPT = "after_attempt", _("after each attempt")
    AFTER_PASSING = "after_passing", _("once they have passed")
    AFTER_LAST_ATTEMPT = "after_last_attempt", _("once they have passed or have no attempts left")
