"""Certificates are issued once for each learner and course, end, and are issued anew (REQUIREMENTS C8)."""

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from assessments.models import Attempt
from certificates.documents import content_of, missing_for, offer_of
from certificates.enums import CertificateState
from certificates.errors import (
    CertificateIsOver,
    CertificateNotEarned,
    CertificateWasRevoked,
    NoCertificateOffered,
    NothingChanged,
)
from certificates.models import Certificate, CertificateQuerySet, grouped, new_status_place
from certificates.operations import telling
from courses.models import Course, Enrolment
from kit import audit, clock, jobs
from kit.errors import NotAllowed, NotFound
from kit.failpoints import failpoint

DRAW = "certificates.draw"


@transaction.atomic
def issue_certificate(learner: User, course: Course) -> tuple[Certificate, bool]:
    """The learner's certificate of the course, and whether it is new.

    Raises NotFound without a seat in the course, NoCertificateOffered, CertificateNotEarned, and CertificateWasRevoked
    where the last one was: only those who keep it give another (`issue_again`).
    """
    enrolment = _locked_seat(learner, course)
    held = Certificate.objects.of(learner).filter(course=course).order_by("-pk").first()
    if held is not None and held.is_valid:
        return held, False
    failpoint("certificates.none_held")
    if held is not None and held.state == CertificateState.REVOKED:
        raise CertificateWasRevoked
    offer = offer_of(course)
    if offer is None:
        raise NoCertificateOffered
    if missing_for(enrolment, offer):
        raise CertificateNotEarned
    certificate = write_certificate(learner=learner, course=course, content=content_of(enrolment, offer))
    telling.issued(certificate)
    return certificate, True


def issue_to_who_passed_late(*, since: datetime) -> int:
    """Issue what those who passed a quiz since then have earned by it; says how many there were."""
    passed = Attempt.objects.filter(is_passed=True, handed_in_at__gte=since)
    finished = Enrolment.objects.open().exclude(completed_at=None).select_related("learner", "course")
    issued = 0
    for learner, lesson in passed.values_list("learner", "lesson").distinct():
        for seat in finished.filter(learner=learner, course__lessons__public_id=lesson):
            if Certificate.objects.filter(learner=seat.learner, course=seat.course).exists():
                continue
            with suppress(NoCertificateOffered, CertificateNotEarned):
                issued += issue_certificate(seat.learner, seat.course)[1]
    return issued


@transaction.atomic
def reissue_certificate(certificate: Certificate, *, actor: User) -> Certificate:
    """Another in the learner's name as it is now; the old one ends. Asking again gives the same.

    Raises CertificateIsOver, NothingChanged.
    """
    old = _locked(certificate)
    if not old.is_valid:
        new = Certificate.objects.valid().filter(replaces=old, content__name=old.learner.display_name).first()
        if old.state != CertificateState.REPLACED or new is None:
            raise CertificateIsOver
        return new
    if old.learner.display_name == old.name:
        raise NothingChanged
    mark_replaced(old)
    new = _written_anew(old)
    audit.record(new, "certificates.reissue", actor, replaced=grouped(old.number))
    return new


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, reason: str, actor: User) -> Certificate:
    """End it, for a reason that the learner is told. Raises CertificateIsOver."""
    held = _locked(certificate)
    if held.state != CertificateState.VALID:
        raise CertificateIsOver
    held.state, held.ended_at = CertificateState.REVOKED, clock.now()
    held.revoked_by, held.revocation_reason = actor, reason
    held.save(update_fields=["state", "ended_at", "revoked_by", "revocation_reason"])
    audit.record(held, "certificates.revoke", actor, reason=reason)
    telling.revoked(held)
    return held


@transaction.atomic
def issue_again(certificate: Certificate, *, actor: User) -> Certificate:
    """Another in place of one that was revoked, with a number of its own.

    Nobody gives their own back. Raises NotAllowed, CertificateIsOver.
    """
    old = _locked(certificate)
    if old.learner_id == actor.pk:
        raise NotAllowed
    later = like(old).filter(pk__gt=old.pk)
    if old.state != CertificateState.REVOKED or later.exists():
        raise CertificateIsOver
    if old.expires_at is not None and old.expires_at <= clock.now():
        raise CertificateIsOver
    new = _written_anew(old)
    audit.record(new, "certificates.issue_again", actor, replaced=grouped(old.number))
    telling.issued(new)
    return new


def like(certificate: Certificate) -> CertificateQuerySet:
    """Every certificate that its learner was given of the same."""
    return Certificate.objects.of(certificate.learner).filter(course=certificate.course_id, award=certificate.award)


def mark_replaced(certificate: Certificate) -> None:
    """End it in favour of another, which the caller writes in the same transaction."""
    certificate.state, certificate.ended_at = CertificateState.REPLACED, clock.now()
    certificate.save(update_fields=["state", "ended_at"])


def _written_anew(old: Certificate) -> Certificate:
    """Another that says the same, in the learner's name as it is now."""
    return write_certificate(
        learner=old.learner,
        course=old.course,
        award=old.award,
        expires_at=old.expires_at,
        content={**old.content, "name": old.learner.display_name},
        replaces=old,
    )


def write_certificate(**values: Any) -> Certificate:
    """A new row, soon drawn. Whoever writes it holds what keeps others from writing the same."""
    # Two in three hundred thousand draw a place that is taken.
    while Certificate.objects.filter(status_place=(place := new_status_place())).exists():
        continue
    certificate = Certificate.objects.create(status_place=place, **values)
    jobs.enqueue(DRAW, certificate=certificate.pk)
    return certificate


def _locked_seat(learner: User, course: Course) -> Enrolment:
    """The seat, held: what is asked twice at once is issued once."""
    seats = Enrolment.objects.open().filter(learner=learner, course=course)
    seat = seats.select_for_update(no_key=True).first()
    if seat is None:
        raise NotFound
    return seat


def hold_awards(learner: int, award: UUID | None) -> list[Certificate]:
    """All that the learner was given of an award, held, the latest first."""
    held = Certificate.objects.listed().filter(learner=learner, award=award)
    return list(held.select_for_update(no_key=True).order_by("-pk"))


def _locked(certificate: Certificate) -> Certificate:
    """The certificate as it is now, under its learner's seat, like everything that issues or ends one.

    One of an award is held itself, with all that the learner was ever given of it.
    """
    if certificate.course_id is None:
        hold_awards(certificate.learner_id, certificate.award)
    else:
        seats = Enrolment.objects.filter(learner=certificate.learner_id, course=certificate.course_id)
        seats.select_for_update(no_key=True).first()
    return Certificate.objects.listed().get(pk=certificate.pk)
