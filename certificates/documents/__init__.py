"""What certificates say, and what still stands between a learner and one."""

from certificates.documents.credential import credential_of, did_document, is_signed_here, status_credential
from certificates.documents.printed import content_of, sample_of
from certificates.documents.standing import Missing, Offer, missing_for, offer_of

__all__ = [
    "Missing",
    "Offer",
    "content_of",
    "credential_of",
    "did_document",
    "is_signed_here",
    "missing_for",
    "offer_of",
    "sample_of",
    "status_credential",
]
