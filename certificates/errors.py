from kit.errors import Conflict


class CertificateNotEarned(Conflict):
    reason = "certificate_not_earned"
    message = "Something is still missing for this certificate."


class NoCertificateOffered(Conflict):
    reason = "no_certificate_offered"
    message = "This course gives no certificate."


class CertificateWasRevoked(Conflict):
    reason = "certificate_was_revoked"
    message = "Your certificate of this course was revoked. Ask the producer of the course about it."


class CertificateIsOver(Conflict):
    """It was revoked or replaced already."""

    reason = "certificate_is_over"
    message = "This certificate does not hold any more."


class NothingChanged(Conflict):
    reason = "nothing_changed"
    message = "Your certificate bears your name as it is already."
