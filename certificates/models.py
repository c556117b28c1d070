"""Certificates: what was said of whom, when, and whether it still holds (REQUIREMENTS C8)."""

import secrets
from collections.abc import Mapping
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.enums import CertificateState, Standing
from courses.models import Course
from kit import clock
from kit.ids import PublicIdField

# Crockford's base 32: no letter that is taken for a digit, or for another.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26
_GROUPS = (5, 5, 5, 5, 6)
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
# How many places the lists of revoked credentials have in all, and each of them.
PLACES = 2**24
LIST_LENGTH = 2**17


def new_number() -> str:
    """130 random bits, in signs that can be read out: who does not have it cannot guess it (Z6)."""
    return "".join(secrets.choice(SIGNS) for _place in range(LENGTH))


def new_status_place() -> int:
    return secrets.randbelow(PLACES)


def number_in(text: str) -> str | None:
    """The number that somebody typed, in whatever way they grouped it; None where it is none."""
    signs = "".join(sign for sign in text.upper() if not sign.isspace() and sign != "-").translate(_MISREAD)
    return signs if len(signs) == LENGTH and set(signs) <= set(SIGNS) else None


def grouped(number: str) -> str:
    """As it is printed: `7K3M9-QRTX2-…`."""
    parts, start = [], 0
    for size in _GROUPS:
        parts.append(number[start : start + size])
        start += size
    return "-".join(parts)


def subject_of(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a certificate's content says it is of: a course, or a path of courses."""
    subject: Mapping[str, Any] = content["path"] if "path" in content else content["course"]
    return subject


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def unended(self) -> Self:
        """Neither replaced nor revoked; its time may be over."""
        return self.filter(state=CertificateState.VALID)

    def valid(self) -> Self:
        in_time = models.Q(expires_at=None) | models.Q(expires_at__gt=clock.now())
        return self.unended().filter(in_time)

    def of(self, learner: Any) -> Self:
        return self.filter(learner=learner.pk)

    def listed(self) -> Self:
        """Without the file, which is large."""
        return self.defer("pdf")


class Certificate(models.Model):
    """One printed certificate. What it says is written once: a new name makes another that takes its place.

    It is of a course, or of something made of courses: then `award` is that thing's public id, and `content` says under
    `path` what it was. Certifications hold until `expires_at`.

    `number` is what is printed and what opens its public page. `public_id` names the credential made of it, and
    `status_place` where the lists of revoked credentials speak of it. `content` is what `documents.printed` wrote.
    """

    public_id = PublicIdField()
    number = models.CharField(_("number"), max_length=LENGTH, unique=True, default=new_number, editable=False)
    status_place = models.PositiveIntegerField(unique=True, default=new_status_place, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("learner")
    )
    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name=_("course")
    )
    award = models.UUIDField(null=True, blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=CertificateState.choices, default=CertificateState.VALID
    )
    content = models.JSONField()
    issued_at = models.DateTimeField(_("issued"), default=clock.now)
    expires_at = models.DateTimeField(_("holds until"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revocation_reason = models.CharField(_("reason"), max_length=500, blank=True)
    pdf = models.BinaryField(null=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        indexes = [
            models.Index(fields=["course", "-issued_at"], name="certificates_of_a_course"),
            models.Index(
                fields=["expires_at"],
                condition=models.Q(state=CertificateState.VALID, reminded_at=None, expires_at__isnull=False),
                name="certificates_that_will_end",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course"],
                condition=models.Q(state=CertificateState.VALID),
                name="learner_has_one_valid_certificate",
            ),
            models.UniqueConstraint(
                fields=["learner", "award"],
                condition=models.Q(state=CertificateState.VALID),
                name="learner_has_one_valid_certificate_of_an_award",
            ),
            models.CheckConstraint(
                condition=models.Q(course__isnull=False, award=None) | models.Q(course=None, award__isnull=False),
                name="certificate_is_of_a_course_or_of_an_award",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at=None) | models.Q(expires_at__gt=models.F("issued_at")),
                name="certificate_holds_for_some_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=CertificateState.values), name="certificate_is_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(state=CertificateState.VALID, ended_at=None)
                | (~models.Q(state=CertificateState.VALID) & models.Q(ended_at__gte=models.F("issued_at"))),
                name="certificate_ends_when_it_holds_no_more",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=CertificateState.REVOKED)
                | (models.Q(revoked_by__isnull=False) & ~models.Q(revocation_reason="")),
                name="certificate_is_revoked_by_somebody_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return grouped(self.number)

    @property
    def standing(self) -> Standing:
        """What it is worth now."""
        is_over = self.expires_at is not None and self.expires_at <= clock.now()
        return Standing.EXPIRED if is_over and self.state == CertificateState.VALID else Standing(self.state)

    @property
    def is_valid(self) -> bool:
        return self.standing == Standing.VALID

    @property
    def name(self) -> str:
        """Of the learner, as it is printed."""
        return str(self.content["name"])

    @property
    def title(self) -> str:
        return str(subject_of(self.content)["title"])
