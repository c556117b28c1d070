"""Whose certificates somebody may see and end."""

from typing import Any

from django.db.models import Q

from accounts.enums import Role
from certificates.models import Certificate, CertificateQuerySet
from courses.models import Course


def kept_by(person: Any) -> CertificateQuerySet:
    """Certificates of courses that the person writes; reviewers keep those of paths, administrators all."""
    if not person.is_active:
        return Certificate.objects.none()
    if person.is_superuser:
        return Certificate.objects.all()
    kept = Q(course__in=Course.objects.editable_by(person))
    if person.has_role(Role.REVIEWER):
        kept |= Q(award__isnull=False)
    return Certificate.objects.filter(kept)
