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


def ends_soon(certificate: Certificate, *, at: str) -> None:
    """`at` is where it can be renewed."""
    day = certificate.content.get("holds_until", "")
    notify(
        certificate.learner,
        "courses.certificate_ends_soon",
        title=_("“%(course)s” ends on %(day)s") % {"course": certificate.title, "day": day},
        body=_("Renew it in time, and it goes on from that day."),
        url=at,
    )


def revoked(certificate: Certificate) -> None:
    notify(
        certificate.learner,
        "courses.certificate_revoked",
        title=_("Your certificate of “%(course)s” was revoked") % {"course": certificate.title},
        body=certificate.revocation_reason,
        url=f"/certificates/{certificate.number}",
    )
