"""Whose learners somebody sees and writes to."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from courses.enums import Availability
from courses.models import Course, CourseReview, Enrolment
from desk.models import Delivery, DeliveryQuerySet

READ_BY_LEARNERS = (Availability.PUBLISHED, Availability.ARCHIVED)


def taught_by(person: Any) -> QuerySet[Course]:
    """Courses that the person owns or co-authors; administrators teach all."""
    if not (person.is_authenticated and person.is_active):
        return Course.objects.none()
    return Course.objects.all() if person.is_superuser else Course.objects.editable_by(person)


def unanswered_reviews(person: Any) -> QuerySet[CourseReview]:
    """Reviews with words to which nobody who writes the course has said anything, longest waiting first.

    Of courses that the person writes: administrators answer for nobody.
    """
    return reviews_of(person).filter(answer="").exclude(text="").order_by("created_at", "pk")


def reviews_of(person: Any) -> QuerySet[CourseReview]:
    """Reviews that the person may answer."""
    mine = Course.objects.editable_by(person) if person.is_active else Course.objects.none()
    return CourseReview.objects.shown().filter(course__in=mine.values("pk"))


def told_to(person: Any) -> DeliveryQuerySet:
    """Announcements that the person was told, in courses where they have a seat and that are open to learners."""
    seats = Enrolment.objects.open().filter(learner=OuterRef("learner"), course=OuterRef("announcement__course"))
    return Delivery.objects.filter(
        Exists(seats),
        learner=person.pk,
        told_at__isnull=False,
        announcement__hidden_at=None,
        announcement__course__availability__in=READ_BY_LEARNERS,
    )
