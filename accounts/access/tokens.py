"""Access tokens: short, signed with Ed25519, read against a list of our own keys.

`settings.ACCESS_TOKEN_KEYS` holds 32-byte seeds in URL-safe base64; the first signs, all are believed. To change keys
put a new one first, wait fifteen minutes, take the old one away. A token never brings or names a key but by `kid`.
"""

import base64
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import jwt
from django.conf import settings

from accounts.errors import SessionEnded
from kit import clock
from kit.signing_keys import ALGORITHM, SigningKey, decoded, keys_of

LIFETIME = timedelta(minutes=15)
AUDIENCE = "perfomix-api"
TOKEN_TYPE = "access"  # noqa: S105 - the kind of token, not one
LONGEST_TOKEN = 2048
HEADER_NAMES = {"alg", "typ", "kid"}
CLAIM_NAMES = {"iss", "aud", "typ", "sub", "sid", "iat", "nbf", "exp"}
# How far the clocks of our own machines may differ.
CLOCK_SKEW = timedelta(seconds=60)


@dataclass(frozen=True)
class AccessClaims:
    """What a token that is really ours says: the person and the signed-in device, by public id."""

    person: uuid.UUID
    family: uuid.UUID


@dataclass(frozen=True, slots=True)
class _Proven:
    """A token that one of our keys signed, and when it holds."""

    names: AccessClaims
    issued: int
    not_before: int
    expires: int


def sign_access_token(*, person: uuid.UUID, family: uuid.UUID, at: datetime | None = None) -> str:
    """A token for the device `family` of `person`, good for fifteen minutes from `at`."""
    moment = int((at or clock.now()).timestamp())
    key = next(iter(_keys(settings.ACCESS_TOKEN_KEYS).values()))
    claims = {
        "iss": settings.ADMIN_URL,
        "aud": AUDIENCE,
        "typ": TOKEN_TYPE,
        "sub": str(person),
        "sid": str(family),
        "iat": moment,
        "nbf": moment,
        "exp": moment + int(LIFETIME.total_seconds()),
    }
    return jwt.encode(claims, key.private, algorithm=ALGORITHM, headers={"kid": key.kid})


def read_access_token(raw: str) -> AccessClaims:
    """What `raw` says, or SessionEnded, whatever is wrong with it."""
    try:
        return _read(raw)
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise SessionEnded from error


def _read(raw: str) -> AccessClaims:
    if len(raw) > LONGEST_TOKEN or not raw.isascii():
        raise ValueError("not a token of ours")
    proven = _proven(raw, tuple(settings.ACCESS_TOKEN_KEYS), settings.ADMIN_URL)
    _refuse_unless_now(proven)
    return proven.names


# A device sends one token with everything it asks for in a quarter of an hour. What a signature proves stays proven
# under the same keys; whether it is time, and whether the device is still signed in, is asked anew each time.
@lru_cache(maxsize=4096)
def _proven(raw: str, seeds: tuple[str, ...], issuer: str) -> _Proven:
    header = _plain_header(raw)
    key = _keys(seeds)[header["kid"]]
    claims = jwt.decode(
        raw,
        key.public,
        algorithms=[ALGORITHM],
        audience=AUDIENCE,
        issuer=issuer,
        options={
            "require": sorted(CLAIM_NAMES),
            "verify_exp": False,
            "verify_iat": False,
            "verify_nbf": False,
            "strict_aud": True,
        },
    )
    if claims.keys() != CLAIM_NAMES or claims["typ"] != TOKEN_TYPE:
        raise ValueError("not an access token")
    if not (isinstance(claims["sub"], str) and isinstance(claims["sid"], str)):
        raise TypeError("names are text")
    moments = [claims[name] for name in ("iat", "nbf", "exp")]
    if any(type(moment) is not int for moment in moments):
        raise ValueError("times are whole seconds")
    return _Proven(AccessClaims(person=uuid.UUID(claims["sub"]), family=uuid.UUID(claims["sid"])), *moments)


def _plain_header(raw: str) -> dict[str, Any]:
    """The header, when it is exactly of our making: no key of its own, nothing twice, written as base64 writes it."""
    encoded, _, rest = raw.partition(".")
    _, _, signature = rest.partition(".")
    for part in (encoded, signature):
        if base64.urlsafe_b64encode(decoded(part)).rstrip(b"=") != part.encode():
            raise ValueError("not written as base64 writes it")
    pairs = json.loads(decoded(encoded), object_pairs_hook=list)
    header = dict(pairs)
    if len(header) != len(pairs) or header.keys() != HEADER_NAMES:
        raise ValueError("not a header of ours")
    if header["alg"] != ALGORITHM or header["typ"] != "JWT" or not isinstance(header["kid"], str):
        raise ValueError("not a header of ours")
    return header


def _refuse_unless_now(proven: _Proven) -> None:
    now = clock.now().timestamp()
    skew = CLOCK_SKEW.total_seconds()
    if not (proven.issued <= now + skew and proven.not_before <= now + skew and now < proven.expires):
        raise ValueError("not now")
    if proven.expires - proven.issued > LIFETIME.total_seconds():
        raise ValueError("lives longer than ours do")


def _keys(seeds: Sequence[str]) -> dict[str, SigningKey]:
    return keys_of(seeds, setting="ACCESS_TOKEN_KEYS")
