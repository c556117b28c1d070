from django.db import models
from django.utils.translation import gettext_lazy as _


class AnswersShown(models.TextChoices):
    """When learners see which answers would have been right. How many points they have they see at once."""

    NEVER = "never", _("never")
    AFTER_ATTEMPT = "after_attempt", _("after each attempt")
    AFTER_PASSING = "after_passing", _("once they have passed")
    AFTER_LAST_ATTEMPT = "after_last_attempt", _("once they have passed or have no attempts left")


class LateRule(models.TextChoices):
    """What becomes of work that comes after its time."""

    TAKEN = "taken", _("taken, and marked as late")
    REFUSED = "refused", _("not taken")
    PERCENT_OFF = "percent_off", _("taken, with points off for each day")


class WorkKind(models.TextChoices):
    """What a file of somebody's work is."""

    FILES = "files", _("File")
    SOUND = "sound", _("Sound")
    VIDEO = "video", _("Film")


class HandInState(models.TextChoices):
    """How far a round of work has come. The last two end it."""

    DRAFT = "draft", _("Being written")
    HANDED_IN = "handed_in", _("Handed in")
    ACCEPTED = "accepted", _("Accepted")
    AGAIN = "again", _("To be done again")


class PeerMarks(models.TextChoices):
    """Whether fellow learners give marks, by the rubric or as points, and what becomes of them."""

    NONE = "none", _("none: they give words")
    HELP = "help", _("shown to the teacher, who marks")
    COUNT = "count", _("the teacher may accept work with their average")


class PeerReviewState(models.TextChoices):
    """How far a review by a fellow learner has come. The last two end it."""

    WAITING = "waiting", _("To be given")
    GIVEN = "given", _("Given")
    LAPSED = "lapsed", _("Not given in time")
