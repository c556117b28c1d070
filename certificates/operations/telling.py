"""What learners hear of their certificates."""

from django.utils.translation import gettext as _

from certificates.models import Certificate
from notices.operations import notify


def issued(certificate: Certificate) -> None:
    notify(
        certificate.learner,
        "courses.certificate_issued",
        title=_("Your certificate of “%(course)s” is here") % {"course": certificate.title},
        body=_("Save it, print it, or show it to others: everybody who has its address can see that it is genuine."),
        url=f"/certificates/{certificate.number}",
    )


def revoked(certificate: Certificate) -> None:
    notify(
        certificate.learner,
        "courses.certificate_revoked",
        title=_("Your certificate of “%(course)s” was revoked") % {"course": certificate.title},
        body=certificate.revocation_reason,
        url=f"/certificates/{certificate.number}",
    )
