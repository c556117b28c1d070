from django.db import models
from django.utils.translation import gettext_lazy as _


class Only(models.TextChoices):
    """Which learners of a course are looked at, or written to."""

    STUCK = "stuck", _("Stuck: away for a while, and not finished")
    LEARNING = "learning", _("Not finished yet")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Failed a quiz that they need, and have not passed it since")
    WAITING = "waiting", _("Their work waits for you")


class Order(models.TextChoices):
    """How learners are listed."""

    JOINED = "joined", _("Joined last")
    VISITED = "visited", _("Here last")
    AWAY = "away", _("Longest away")
    MOST = "most", _("Furthest on")
    LEAST = "least", _("Least far")
    NAME = "name", _("Name")
