"""Certificates as Open Badges 3.0: signed credentials that wallets and other schools check without asking us.

A credential is a JWT of the whole badge (1EdTech Open Badges 3.0, 8.2), signed with the first of CREDENTIAL_KEYS. The
issuer is a `did:web` whose document we serve; whether a credential was revoked stands in lists of bits (W3C Bitstring
Status List 1.0), which we sign as well.
"""

import base64
import gzip
import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import jwt
from django.conf import settings

from certificates.models import LIST_LENGTH, Certificate, subject_of
from kit import clock
from kit.signing_keys import ALGORITHM, SigningKey, keys_of

API = "/api/v1/credentials"
# A list is read anew after so long: what was revoked is known everywhere a day later.
LIST_LIVES = timedelta(days=1)
# What Open Badges call what a certificate is of, and the folder of its page.
ACHIEVEMENTS = {
    "course": ("Course", "courses"),
    "path": ("LearningProgram", "paths"),
    "certification": ("Certification", "paths"),
}
VC = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


def is_signed_here() -> bool:
    """Whether there is a key to sign with; without one certificates are printed all the same."""
    return bool(settings.CREDENTIAL_KEYS)


def issuer_did() -> str:
    """Who we are to wallets: `did:web:perfomix.example:api:v1:credentials`."""
    host = settings.SITE_URL.partition("://")[2]
    return ":".join(["did", "web", quote(host, safe=""), *API.strip("/").split("/")])


def did_document() -> dict[str, Any]:
    """The keys that our signatures are checked with."""
    did = issuer_did()
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1"],
        "id": did,
        "verificationMethod": [
            {"id": _key_id(key), "type": "JsonWebKey2020", "controller": did, "publicKeyJwk": _jwk(key)}
            for key in _keys().values()
        ],
        "assertionMethod": [_key_id(key) for key in _keys().values()],
    }


def credential_of(certificate: Certificate) -> str:
    """The certificate as a compact JWT. The learner is named by a salted hash of the address of their account."""
    said = certificate.content
    name = f"urn:uuid:{certificate.public_id}"
    body = {
        "@context": [VC, BADGES],
        "id": name,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": certificate.title,
        "issuer": _issuer(said["issuer"]),
        "validFrom": _moment(certificate.issued_at),
        **({"validUntil": _moment(certificate.expires_at)} if certificate.expires_at else {}),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [_identity(certificate)],
            "achievement": _achievement(said),
        },
        "credentialStatus": _status_entry(certificate),
    }
    return _signed(body, certificate.issued_at, until=certificate.expires_at)


def status_credential(number: int) -> str:
    """The list `number` of what was revoked, as a compact JWT. Replaced certificates count as revoked."""
    first = number * LIST_LENGTH
    ended = Certificate.objects.exclude(ended_at=None).filter(
        status_place__gte=first, status_place__lt=first + LIST_LENGTH
    )
    bits = bytearray(LIST_LENGTH // 8)
    for place in ended.values_list("status_place", flat=True):
        bits[(place - first) // 8] |= 0x80 >> (place - first) % 8
    packed = base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).rstrip(b"=").decode()
    now = clock.now()
    address = _list_address(number)
    body = {
        "@context": [VC],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_did(),
        "validFrom": _moment(now),
        "validUntil": _moment(now + LIST_LIVES),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": f"u{packed}",
        },
    }
    return _signed(body, now)


def _signed(body: dict[str, Any], moment: datetime, *, until: datetime | None = None) -> str:
    """The body, with the names of it that are a JWT's own."""
    issuer = body["issuer"]
    claims = {
        **body,
        "iss": issuer if isinstance(issuer, str) else issuer["id"],
        "jti": body["id"],
        "nbf": int(moment.timestamp()),
    }
    if until:
        claims["exp"] = int(until.timestamp())
    if subject := body["credentialSubject"].get("id"):
        claims["sub"] = subject
    key = next(iter(_keys().values()))
    return jwt.encode(claims, key.private, algorithm=ALGORITHM, headers={"kid": _key_id(key)})


def _issuer(name: str) -> dict[str, Any]:
    return {"id": issuer_did(), "type": ["Profile"], "name": name, "url": settings.SITE_URL}


def _identity(certificate: Certificate) -> dict[str, Any]:
    """Open Badges 3.0, IdentityObject: whoever knows the address can check that it is meant, nobody can read it."""
    salt = certificate.public_id.hex
    digest = hashlib.sha256(f"{certificate.learner.email.lower()}{salt}".encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${digest}",
        "identityType": "emailAddress",
        "salt": salt,
    }


def _achievement(said: dict[str, Any]) -> dict[str, Any]:
    subject = subject_of(said)
    kind, folder = ACHIEVEMENTS[subject.get("kind", "course")]
    address = f"{settings.SITE_URL}/{folder}/{subject['slug']}"
    return {
        "id": f"urn:uuid:{subject['id']}",
        "type": ["Achievement"],
        "achievementType": kind,
        "name": subject["title"],
        "description": subject["summary"] or subject["title"],
        "criteria": {"id": address, "narrative": f"{said['design']['statement']}: {subject['title']}"},
        "inLanguage": said["language"],
    }


def _status_entry(certificate: Certificate) -> dict[str, Any]:
    number, place = divmod(certificate.status_place, LIST_LENGTH)
    address = _list_address(number)
    return {
        "id": f"{address}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place),
        "statusListCredential": address,
    }


def _list_address(number: int) -> str:
    return f"{settings.SITE_URL}{API}/status/{number}"


def _keys() -> dict[str, SigningKey]:
    return keys_of(settings.CREDENTIAL_KEYS, setting="CREDENTIAL_KEYS")


def _key_id(key: SigningKey) -> str:
    return f"{issuer_did()}#{key.kid}"


def _jwk(key: SigningKey) -> dict[str, str]:
    x = base64.urlsafe_b64encode(key.public.public_bytes_raw()).rstrip(b"=").decode()
    return {"kty": "OKP", "crv": "Ed25519", "x": x, "kid": key.kid}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
