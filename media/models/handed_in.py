"""Files that somebody made for one other person to look at: work of learners. They are in nobody's library."""

from django.db import models
from django.db.models import Q


class MayBeHandedIn(models.Model):
    """Whether the file is handed in. It belongs to who sent it, and a gate says who may look at it."""

    is_handed_in = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        abstract = True


def handed_in_is_not_public(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(is_handed_in=False) | Q(is_public=False), name=name)
