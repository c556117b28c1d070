"""What follows for courses from what Wagtail, and other apps, do."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.admin import mail
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

from accounts.enums import Role
from accounts.models import Profile, RoleGrant, User
from courses.models import Course, CourseAuthor, CourseDocument, CoursePage
from courses.operations import media_notices, refreshing, revalidation
from courses.operations.submissions import close_cancelled_submission
from media.enums import ScanState
from media.models import Document, Image, Scan, Video
from taxonomy.models import Category, Level, Style

# Fields of a profile that no page shows.
OF_THE_PERSON_ALONE = frozenset({"context", "language", "time_zone"})


def follow_cancelled_workflow(sender: type[WorkflowState], instance: WorkflowState, user: Any, **_extra: Any) -> None:
    """A workflow cancelled through Wagtail's own views takes the submission with it."""
    close_cancelled_submission(instance, actor=user)


def remember_term(sender: Any, instance: Any, **_extra: Any) -> None:
    """A term's former address, which front ends may still show."""
    instance.former_slug = sender.objects.filter(pk=instance.pk).values_list("slug", flat=True).first() or ""


def forget_term(sender: Any, instance: Any, **_extra: Any) -> None:
    revalidation.revalidate_term(instance, is_gone=True)


def follow_term(sender: Any, instance: Any, created: bool, **_extra: Any) -> None:
    """Published courses show names and addresses of terms."""
    revalidation.revalidate_term(instance, former=instance.former_slug)
    if created:
        return
    if isinstance(instance, Level):
        refreshing.refresh_terms(level=instance.pk)
    else:
        refreshing.refresh_terms(category=instance.category_id if isinstance(instance, Style) else instance.pk)


def follow_person(
    sender: Any, instance: User, created: bool, update_fields: frozenset[str] | None, **_extra: Any
) -> None:
    """Published courses show the names of their producers."""
    if not created and (update_fields is None or "display_name" in update_fields):
        refreshing.refresh_person(instance.pk)


def follow_profile(
    sender: Any, instance: Profile, created: bool, update_fields: frozenset[str] | None, **_extra: Any
) -> None:
    """Documents of courses hold the addresses of their producers’ pages; course pages show the rest beside."""
    if created or (update_fields is not None and update_fields <= OF_THE_PERSON_ALONE):
        return
    if update_fields is None or "producer_slug" in update_fields:
        refreshing.refresh_person(instance.person_id)
    revalidation.revalidate_courses(Course.objects.published().editable_by(instance.person), at_once=False)


def follow_role(
    sender: Any, instance: RoleGrant, created: bool, update_fields: frozenset[str] | None, **_extra: Any
) -> None:
    """Pages of published courses say whether they take learners, and link to their producers' pages."""
    if not created and instance.role == Role.PRODUCER and "paused_at" in (update_fields or ()):
        refreshing.refresh_person(instance.person_id)
        shown = Course.objects.filter(owner=instance.person_id).exclude(published_submission=None)
        revalidation.revalidate_courses(shown, at_once=True)


def follow_course(
    sender: Any, instance: Course, created: bool, update_fields: frozenset[str] | None, **_extra: Any
) -> None:
    """A published course shows its address and its owner."""
    if not created and (update_fields is None or update_fields & {"slug", "owner"}):
        refreshing.refresh_courses([instance.pk] if instance.published_submission_id else [])


def follow_author(sender: Any, instance: CourseAuthor, **_extra: Any) -> None:
    """A published course shows its co-authors."""
    if CourseDocument.objects.live().filter(course=instance.course_id).exists():
        refreshing.refresh_courses([instance.course_id])


def follow_medium(sender: Any, instance: Any, created: bool, **_extra: Any) -> None:
    """Documents hold a medium's title, size and measures."""
    if not created:
        revalidation.revalidate_medium(instance)
        refreshing.order_refresh_after_media(instance.public_id)


def forget_medium(sender: Any, instance: Any, **_extra: Any) -> None:
    revalidation.revalidate_medium(instance)


def follow_scan(
    sender: Any, instance: Scan, created: bool, update_fields: frozenset[str] | None, **_extra: Any
) -> None:
    """A virus that was found is told to those who can do something about it."""
    if instance.state == ScanState.INFECTED and "state" in (update_fields or ()):
        media_notices.infected(instance)


class QuietForCourses:
    """Wagtail's e-mails about workflows, but not about courses: those have letters of our own, in every step."""

    def __init__(self, notify: Any) -> None:
        self.notify = notify

    def __call__(self, instance: Any = None, **details: Any) -> None:
        state = instance.workflow_state if isinstance(instance, TaskState) else instance
        if not issubclass(state.content_type.model_class() or WorkflowState, CoursePage):
            self.notify(instance=instance, **details)


def connect() -> None:
    workflow_cancelled.connect(follow_cancelled_workflow, dispatch_uid="courses_follow_cancelled_workflow")
    for term in (Category, Level, Style):
        pre_save.connect(remember_term, sender=term, dispatch_uid=f"courses_remember_{term.__name__}")
        post_save.connect(follow_term, sender=term, dispatch_uid=f"courses_follow_{term.__name__}")
        post_delete.connect(forget_term, sender=term, dispatch_uid=f"courses_forget_{term.__name__}")
    post_save.connect(follow_person, sender=User, dispatch_uid="courses_follow_person")
    post_save.connect(follow_profile, sender=Profile, dispatch_uid="courses_follow_person")
    post_save.connect(follow_role, sender=RoleGrant, dispatch_uid="courses_follow_role")
    post_save.connect(follow_course, sender=Course, dispatch_uid="courses_follow_course")
    post_save.connect(follow_author, sender=CourseAuthor, dispatch_uid="courses_follow_author")
    post_delete.connect(follow_author, sender=CourseAuthor, dispatch_uid="courses_forget_author")
    for medium in (Image, Document, Video):
        post_save.connect(follow_medium, sender=medium, dispatch_uid=f"courses_follow_{medium.__name__}")
        post_delete.connect(forget_medium, sender=medium, dispatch_uid=f"courses_forget_{medium.__name__}")
    post_save.connect(follow_scan, sender=Scan, dispatch_uid="courses_follow_scan")
    quieten()


def quieten() -> None:
    """Take the places that Wagtail's notifiers are about to take: of two receivers with one uid the first stays."""
    places = [
        (task_submitted, TaskState, "group_approval_task_submitted", "GroupApprovalTaskStateSubmissionEmailNotifier"),
        (workflow_submitted, WorkflowState, "workflow_state_submitted", "WorkflowStateSubmissionEmailNotifier"),
        (workflow_rejected, WorkflowState, "workflow_state_rejected", "WorkflowStateRejectionEmailNotifier"),
        (workflow_approved, WorkflowState, "workflow_state_approved", "WorkflowStateApprovalEmailNotifier"),
    ]
    for signal, sender, uid, notifier in places:
        quiet = QuietForCourses(getattr(mail, notifier)())
        signal.connect(quiet, sender=sender, weak=False, dispatch_uid=f"{uid}_email_notification")
