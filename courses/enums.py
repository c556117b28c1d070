from django.db import models
from django.utils.translation import gettext_lazy as _


class Availability(models.TextChoices):
    """What the public may do with a course (DESIGN 2); it belongs to the course."""

    UNPUBLISHED = "unpublished", _("Unpublished")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ARCHIVED = "archived", _("Archived")


class SubmissionState(models.TextChoices):
    """Where a submission is in its review; it belongs to the submission."""

    SUBMITTED = "submitted", _("In review")
    CHANGES_ASKED = "changes_asked", _("Changes asked for")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ChecklistVerdict(models.TextChoices):
    """What a reviewer found about one item of the checklist."""

    MET = "met", _("Met")
    UNMET = "unmet", _("Not met")
    NOT_NEEDED = "not_needed", _("Does not apply")


class PublicationState(models.TextChoices):
    """Where the run is that makes an approved submission public."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being published")
    DONE = "done", _("Published")
    FAILED = "failed", _("Failed")
    SUPERSEDED = "superseded", _("Overtaken by a later one")
    CANCELLED = "cancelled", _("Cancelled")


class PublicationReason(models.TextChoices):
    """Why a submission is made public."""

    APPROVAL = "approval", _("Approved")
    ROLL_BACK = "roll_back", _("Rolled back")
    RESTORE = "restore", _("Restored")


class CourseStatus(models.TextChoices):
    """The one status people see, computed from availability and the latest submission."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ARCHIVED = "archived", _("Archived")


class NodeKind(models.TextChoices):
    """What a page of the course tree is."""

    COURSE = "course", _("Course")
    CHAPTER = "chapter", _("Chapter")
    LESSON = "lesson", _("Lesson")


class LessonType(models.TextChoices):
    VIDEO = "video", _("Video")
    ARTICLE = "article", _("Article")
    MIXED = "mixed", _("Mixed")


class LessonAccess(models.TextChoices):
    """Who may read a published lesson."""

    PREVIEW = "preview", _("Everybody")
    ENROLLED = "enrolled", _("Enrolled learners")


class Opens(models.TextChoices):
    """When a chapter or lesson opens to learners, where that is not at once."""

    ON_DATE = "on_date", _("On a date")
    AFTER_DAYS = "after_days", _("Days after joining")
    AFTER_PREVIOUS = "after_previous", _("When what stands before it is done")

    __empty__ = _("At once")


class AuthorState(models.TextChoices):
    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Co-author")
    LEFT = "left", _("No longer")


class EnrolmentState(models.TextChoices):
    ACTIVE = "active", _("Active")
    COMPLETED = "completed", _("Completed")
    REFUNDED = "refunded", _("Refunded")
    LEFT = "left", _("Left")
    ENDED = "ended", _("Ended with the plan")


# The states that open a course's lessons to the learner.
OPEN_STATES = (EnrolmentState.ACTIVE, EnrolmentState.COMPLETED)


class EnrolmentSource(models.TextChoices):
    """How the seat was come by (REQUIREMENTS C4)."""

    BOUGHT = "bought", _("Bought")
    FREE = "free", _("Free")
    GRANTED = "granted", _("Granted")
    PLAN = "plan", _("By plan")
    GIFT = "gift", _("Gift")
    SEAT = "seat", _("By seat")


class ImportState(models.TextChoices):
    """Where a package handed over in the admin is."""

    WAITING = "waiting", _("Waiting to be looked at")
    CHECKED = "checked", _("Looked at")
    RUNNING = "running", _("Being brought in")
    DONE = "done", _("Brought in")
    REFUSED = "refused", _("Not taken")


class InvitationKind(models.TextChoices):
    """What somebody is asked to become."""

    AUTHOR = "author", _("Co-author")
    OWNER = "owner", _("Owner")


class InvitationState(models.TextChoices):
    OPEN = "open", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    TAKEN_BACK = "taken_back", _("Taken back")


class SplitState(models.TextChoices):
    """How a division of what a course brings stands: it holds once everybody in it has agreed, until another does."""

    PROPOSED = "proposed", _("Waiting for agreement")
    AGREED = "agreed", _("Holds")
    DECLINED = "declined", _("Declined")
    TAKEN_BACK = "taken_back", _("Taken back")
    REPLACED = "replaced", _("Held before")
