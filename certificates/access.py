"""Whose certificates somebody may see and end."""

from typing import Any

from certificates.models import Certificate, CertificateQuerySet
from courses.models import Course


def kept_by(person: Any) -> CertificateQuerySet:
    """Certificates of courses that the person writes; administrators keep all."""
    if not person.is_active:
        return Certificate.objects.none()
    if person.is_superuser:
        return Certificate.objects.all()
    return Certificate.objects.filter(course__in=Course.objects.editable_by(person))
