"""The background work of certificates, by the names under which it is deferred (DESIGN 7)."""

from accounts.models import User
from certificates.errors import CertificateNotEarned, CertificateWasRevoked, NoCertificateOffered
from certificates.models import Certificate
from certificates.operations.drawing import keep_pdf
from certificates.operations.issuing import DRAW, issue_certificate
from certificates.registrations.completion import ISSUE
from courses.models import Course
from kit.errors import NotFound
from kit.jobs import job


@job(ISSUE)
def issue(learner: int, course: int) -> None:
    """For somebody who has finished a course, if it gives certificates and nothing else is missing."""
    try:
        issue_certificate(User.objects.get(pk=learner), Course.objects.get(pk=course))
    except (NotFound, NoCertificateOffered, CertificateNotEarned, CertificateWasRevoked):
        return


@job(DRAW)
def draw(certificate: int) -> None:
    keep_pdf(Certificate.objects.listed().get(pk=certificate))
