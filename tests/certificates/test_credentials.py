"""Certificates as Open Badges 3.0, checked by a library that is not ours."""

import base64
import json

import jwt
import pytest
from openbadgeslib.ob3.did import pem_for_kid
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from certificates.documents import credential_of, did_document, status_credential
from certificates.models import LIST_LENGTH
from certificates.operations.issuing import revoke_certificate
from tests.factories.certificates import given_certificate, giving_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C8")]


@pytest.fixture(autouse=True)
def public_address(settings):
    settings.SITE_URL = "https://perfomix.example"


def served(address):
    """What our addresses answer, to the library: it would ask over the network."""
    did, status = "https://perfomix.example/api/v1/credentials/did.json", "/credentials/status/"
    if address == did:
        return json.dumps(did_document()).encode()
    assert status in address
    return status_credential(int(address.rpartition("/")[2])).encode()


def checked(token):
    issuer = jwt.decode(token, options={"verify_signature": False})["iss"]
    verifier = OB3Verifier.for_issuer_did(issuer, download=served)
    return verifier.verify(token, check_status=True, download=served)


def test_a_credential_is_genuine_to_others():
    certificate = given_certificate(name="Ines Moreau")
    credential = checked(credential_of(certificate))
    assert credential.issuer.id == "did:web:perfomix.example:api:v1:credentials"
    assert credential.achievement.name == certificate.title
    told = json.dumps(jwt.decode(credential_of(certificate), options={"verify_signature": False}))
    assert certificate.learner.email not in told
    assert certificate.number not in told


def test_what_was_changed_is_not_believed():
    token = credential_of(given_certificate())
    head, body, signature = token.split(".")
    said = json.loads(base64.urlsafe_b64decode(body + "=="))
    said["credentialSubject"]["achievement"]["name"] = "Conducting the Berlin Philharmonic"
    forged = base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()
    with pytest.raises(OB3VerificationError, match="signature"):
        checked(f"{head}.{forged}.{signature}")


def test_what_was_revoked_is_known_to_be_and_its_neighbours_are_not(monkeypatch):
    places = iter([LIST_LENGTH + 8, LIST_LENGTH + 9, LIST_LENGTH + 10])
    monkeypatch.setattr("certificates.operations.issuing.new_status_place", lambda: next(places))
    published = giving_course()
    before, revoked, after = (given_certificate(published) for _each in range(3))
    tokens = [credential_of(each) for each in (before, revoked, after)]
    assert all(checked(token) for token in tokens)
    revoke_certificate(revoked, reason="Why", actor=revoked.course.owner)
    with pytest.raises(OB3VerificationError, match="revocation"):
        checked(tokens[1])
    assert checked(tokens[0])
    assert checked(tokens[2])


def test_an_old_key_is_still_believed(settings):
    token = credential_of(given_certificate())
    old = settings.CREDENTIAL_KEYS
    settings.CREDENTIAL_KEYS = ["YW5vdGhlci1jcmVkZW50aWFsLXNlZWQtb2YtMzItYiE", *old]
    document = did_document()
    assert len(document["verificationMethod"]) == 2
    kid = jwt.get_unverified_header(token)["kid"]
    assert kid == document["verificationMethod"][1]["id"]
    verifier = OB3Verifier(pem_for_kid(document, document["id"], kid))
    assert verifier.verify(token)
