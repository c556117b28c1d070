"""Certificates of what is made of courses: apps above say what was earned, here they are given and renewed."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from certificates.enums import CertificateState
from certificates.errors import CertificateIsOver, CertificateWasRevoked
from certificates.models import Certificate, grouped
from certificates.operations import telling
from certificates.operations.issuing import hold_awards, mark_replaced, write_certificate
from kit import audit, clock
from kit.failpoints import failpoint

# So long before a certification ends its holder hears of it, and may renew it.
RENEWED_BEFORE = timedelta(days=90)
REMINDED_BEFORE = timedelta(days=60)
REMINDED_AT_ONCE = 200


@transaction.atomic
def award_certificate(
    learner: User, award: UUID, content: dict[str, Any], *, expires_at: datetime | None
) -> tuple[Certificate, bool]:
    """The learner's certificate of the award, and whether it is new.

    The caller holds a row of its own for the learner and the award. One whose time is over is given back as it is:
    it is renewed, not given twice. Raises CertificateWasRevoked where the last one was.
    """
    held = next(iter(hold_awards(learner.pk, award)), None)
    if held is not None and held.state == CertificateState.REVOKED:
        raise CertificateWasRevoked
    if held is not None:
        return held, False
    failpoint("certificates.no_award_held")
    certificate = write_certificate(learner=learner, award=award, content=content, expires_at=expires_at)
    telling.issued(certificate)
    return certificate, True


@transaction.atomic
def renew_certificate(
    certificate: Certificate, content: dict[str, Any], *, expires_at: datetime | None, actor: User
) -> Certificate:
    """Another in its place that holds until `expires_at`. Raises CertificateIsOver where it was replaced or revoked."""
    held = next((each for each in hold_awards(certificate.learner_id, certificate.award)), certificate)
    if held.pk != certificate.pk or held.state != CertificateState.VALID:
        raise CertificateIsOver
    mark_replaced(held)
    new = write_certificate(
        learner=held.learner, award=held.award, content=content, expires_at=expires_at, replaces=held
    )
    audit.record(new, "certificates.renew", actor, replaced=grouped(held.number))
    telling.issued(new)
    return new


@transaction.atomic
def remind_holders() -> int:
    """Tell everybody once whose certificate ends soon; says how many there were."""
    now = clock.now()
    ending = Certificate.objects.valid().listed().filter(reminded_at=None, expires_at__lte=now + REMINDED_BEFORE)
    due = list(ending.select_for_update(no_key=True, skip_locked=True).order_by("expires_at", "pk")[:REMINDED_AT_ONCE])
    for certificate in due:
        telling.ends_soon(certificate, at=f"/paths/{certificate.content['path']['slug']}")
    Certificate.objects.filter(pk__in=[each.pk for each in due]).update(reminded_at=now)
    return len(due)
