"""The background work of certificates, by the names under which it is deferred (DESIGN 7)."""

from datetime import timedelta

from accounts.models import User
from certificates.errors import CertificateNotEarned, CertificateWasRevoked, NoCertificateOffered
from certificates.models import Certificate
from certificates.operations.awarding import remind_holders
from certificates.operations.drawing import keep_pdf
from certificates.operations.issuing import DRAW, issue_certificate, issue_to_who_passed_late
from certificates.registrations.completion import ISSUE
from courses.models import Course
from kit import clock
from kit.errors import NotFound
from kit.jobs import job, schedule

# Longer than the worker rests between two looks, and than it is ever away unnoticed.
LOOKED_BACK = timedelta(hours=6)


@job(ISSUE)
def issue(learner: int, course: int) -> None:
    """For somebody who has finished a course, if it gives certificates and nothing else is missing."""
    try:
        issue_certificate(User.objects.get(pk=learner), Course.objects.get(pk=course))
    except (NotFound, NoCertificateOffered, CertificateNotEarned, CertificateWasRevoked):
        return


@schedule("certificates.catch_up", cron="*/5 * * * *")
def catch_up() -> None:
    """Whoever passes a quiz after they have finished the course may have earned its certificate by that."""
    issue_to_who_passed_late(since=clock.now() - LOOKED_BACK)


@schedule("certificates.remind", cron="20 7 * * *")
def remind() -> None:
    """Those whose certificates end soon, as many as there are."""
    while remind_holders():
        continue


@job(DRAW)
def draw(certificate: int) -> None:
    keep_pdf(Certificate.objects.listed().get(pk=certificate))
