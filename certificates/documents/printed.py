"""What a certificate says, gathered when it is issued."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import Profile, User
from certificates.documents.standing import Offer
from content.blocks.certificate import CERTIFICATE_PICTURES
from courses.documents.courses import certificate_of
from courses.models import Course, CoursePage, Enrolment, LessonPage
from courses.registrations.published_media import courses_brought_to
from kit import clock
from media.models import Image


def content_of(enrolment: Enrolment, offer: Offer) -> dict[str, Any]:
    """Everything that is printed, as it is now. Days are the learner's own; `minutes` is the course's length."""
    learner, course, document = enrolment.learner, enrolment.course, offer.document
    design = offer.design
    return {
        "name": learner.display_name,
        "course": {
            "id": str(course.public_id),
            "slug": course.slug,
            "title": document.title,
            "summary": document.summary,
        },
        "language": document.language,
        "producer": document.producer_name,
        "issuer": settings.WAGTAIL_SITE_NAME,
        "completed_on": day_of(learner, enrolment.completed_at or clock.now()),
        "minutes": document.duration_minutes,
        "lessons": document.lesson_count,
        "design": design | {name: _picture(course, design[name]) for name in CERTIFICATE_PICTURES},
    }


def day_of(person: User, moment: datetime) -> str:
    """The person's day of that moment, as ISO 8601."""
    zone = Profile.objects.filter(person=person).values_list("time_zone", flat=True).first() or "UTC"
    return moment.astimezone(ZoneInfo(zone)).date().isoformat()


def _picture(course: Course, key: Any) -> str | None:
    """The public id of a picture that somebody who writes the course brought, if there still is one."""
    image = Image.objects.filter(pk=key).first() if isinstance(key, int) else None
    if image is None or not courses_brought_to(image).filter(pk=course.pk).exists():
        return None
    return str(image.public_id)


def sample_of(page: CoursePage) -> dict[str, Any] | None:
    """What a certificate of the course would say by its draft as it was last saved; None where it gives none."""
    draft = page.get_latest_revision_as_object()
    design = certificate_of({"certificate": draft.certificate})
    if design is None:
        return None
    course = page.course
    lessons = LessonPage.objects.descendant_of(page).filter(removed_at=None)
    return {
        "name": _("Learner’s name"),
        "course": {"id": str(course.public_id), "slug": course.slug, "title": draft.title, "summary": draft.summary},
        "language": draft.language,
        "producer": course.owner.display_name,
        "issuer": settings.WAGTAIL_SITE_NAME,
        "completed_on": clock.now().date().isoformat(),
        "minutes": sum(lessons.exclude(estimated_minutes=None).values_list("estimated_minutes", flat=True)),
        "lessons": lessons.count(),
        "design": design | {name: _picture(course, design[name]) for name in CERTIFICATE_PICTURES},
    }
