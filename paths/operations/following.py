"""Learners on paths: they begin, come to the end, take up a newer version, and renew what was certified."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from accounts.models import User
from certificates.enums import CertificateState
from certificates.errors import CertificateWasRevoked
from certificates.models import Certificate
from certificates.operations.awarding import RENEWED_BEFORE, award_certificate, renew_certificate
from kit import clock
from kit.errors import NotFound
from kit.failpoints import failpoint
from paths.documents.printed import content_of, months_after
from paths.documents.standing import missing_to_begin, standing_on
from paths.enums import PathAvailability
from paths.errors import NothingToRenew, PathIsFinished, PathNotFinished, PathNotOpen, PrerequisiteMissing
from paths.models import Path, PathSeat, PathVersion


@transaction.atomic
def join_path(path: Path, learner: User) -> tuple[PathSeat, bool]:
    """Put the learner on the path, by its present version; says whether that is new.

    What they have learned before counts. Raises PathNotOpen, PrerequisiteMissing.
    """
    # Approval and withdrawal hold the path: what is joined is what was public at one moment.
    path = Path.objects.select_for_update(no_key=True).get(pk=path.pk)
    held = PathSeat.objects.filter(path=path, learner=learner).first()
    if held is not None:
        # A seat in a course may have come back since.
        with suppress(CertificateWasRevoked):
            _end_if_done(held)
        return held, False
    if path.availability != PathAvailability.PUBLISHED or path.current is None:
        raise PathNotOpen
    _refuse_unless_prepared(learner, path.current)
    seat = PathSeat.objects.create(path=path, learner=learner, version=path.current)
    _end_if_done(seat)
    return seat, True


@transaction.atomic
def follow_path(path: Path, learner: User) -> Certificate | None:
    """Look whether the learner has come to the end, and give them the certificate then. None before that.

    Looking again changes nothing. Raises CertificateWasRevoked where it was.
    """
    return _end_if_done(_hold_seat(path, learner))


@transaction.atomic
def leave_path(path: Path, learner: User) -> None:
    """Go on without the path. What was learned in its courses stays, and counts for who begins anew.

    Leaving again changes nothing. Raises PathIsFinished: what was reached is not left.
    """
    seat = PathSeat.objects.select_for_update().filter(path=path, learner=learner).first()
    if seat is None:
        return
    failpoint("paths.leaving")
    if seat.completed_at is not None:
        raise PathIsFinished
    seat.delete()


@transaction.atomic
def take_up_version(path: Path, learner: User) -> PathSeat:
    """Go on by the present version of the path. There is no way back to the old one."""
    seat = _hold_seat(path, learner)
    present = Path.objects.select_related("current").get(pk=path.pk).current
    if present is None or present.pk == seat.version_id:
        return seat
    seat.version = present
    seat.save(update_fields=["version"])
    if not Certificate.objects.of(learner).filter(award=path.public_id).exists():
        _end_if_done(seat)
    return seat


@transaction.atomic
def renew(path: Path, learner: User) -> Certificate:
    """Another certificate for a further time, for who meets what the certification asks for now.

    It goes on from where the old one ends, or from now where that is over. Raises NothingToRenew, PathNotFinished.
    """
    seat = _hold_seat(path, learner)
    present = Path.objects.select_related("current").get(pk=path.pk).current
    held = Certificate.objects.of(learner).unended().listed().filter(award=path.public_id).first()
    is_offered = seat.path.availability == PathAvailability.PUBLISHED
    if present is None or held is None or not (is_offered and may_renew(held)):
        raise NothingToRenew
    if seat.version_id != present.pk:
        seat.version = present
        seat.save(update_fields=["version"])
    if not standing_on(learner, present).is_done:
        raise PathNotFinished
    now = clock.now()
    until = _until(present, max(now, held.expires_at or now))
    content = content_of(learner, path, present, done_at=now, until=until)
    return renew_certificate(held, content, expires_at=until, actor=learner)


def may_renew(certificate: Certificate) -> bool:
    """Whether its time is over, or soon will be."""
    is_unended = certificate.state == CertificateState.VALID
    return is_unended and certificate.expires_at is not None and certificate.expires_at <= clock.now() + RENEWED_BEFORE


def _end_if_done(seat: PathSeat) -> Certificate | None:
    learner, path, version = seat.learner, seat.path, seat.version
    if not standing_on(learner, version).is_done:
        return None
    now = clock.now()
    if seat.completed_at is None:
        seat.completed_at = now
        seat.save(update_fields=["completed_at"])
    failpoint("paths.done")
    until = _until(version, now)
    content = content_of(learner, path, version, done_at=seat.completed_at, until=until)
    return award_certificate(learner, path.public_id, content, expires_at=until)[0]


def _until(version: PathVersion, moment: datetime) -> datetime | None:
    months = version.content["valid_months"]
    return months_after(moment, months) if months else None


def _refuse_unless_prepared(learner: User, version: PathVersion) -> None:
    if missing := missing_to_begin(learner, version):
        raise PrerequisiteMissing(
            titles=", ".join(each.current.title if each.current else each.title for each in missing)
        )


def _hold_seat(path: Path, learner: User) -> PathSeat:
    """The seat, held: who comes to the end in two windows at once is given one certificate."""
    seat = PathSeat.objects.select_for_update(no_key=True).filter(path=path, learner=learner).first()
    if seat is None:
        raise NotFound
    return seat
