"""Ed25519 keys out of settings: 32-byte seeds in URL-safe base64, of which the first signs and all are believed."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.core.exceptions import ImproperlyConfigured

ALGORITHM = "EdDSA"


@dataclass(frozen=True)
class SigningKey:
    """`kid` names it where its signatures are checked."""

    kid: str
    private: Ed25519PrivateKey
    public: Ed25519PublicKey


def keys_of(seeds: Sequence[str], *, setting: str) -> dict[str, SigningKey]:
    """The keys by `kid`, the signing one first. Raises ImproperlyConfigured, naming `setting`, for what is no key."""
    return _keys(tuple(seeds), setting)


def decoded(part: str) -> bytes:
    """Bytes out of URL-safe base64 without padding. Raises ValueError for anything else."""
    return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)


@lru_cache(maxsize=8)
def _keys(seeds: tuple[str, ...], setting: str) -> dict[str, SigningKey]:
    if not seeds:
        raise ImproperlyConfigured(f"{setting} is empty. `manage.py make_token_key` writes one.")
    keys = [_key(seed, setting) for seed in seeds]
    return {key.kid: key for key in keys}


def _key(seed: str, setting: str) -> SigningKey:
    try:
        private = Ed25519PrivateKey.from_private_bytes(decoded(seed.rstrip("=")))
    except ValueError:
        raise ImproperlyConfigured(
            f"{setting} must be 32-byte seeds in URL-safe base64. `manage.py make_token_key` writes one."
        ) from None
    public = private.public_key()
    return SigningKey(hashlib.sha256(public.public_bytes_raw()).hexdigest()[:16], private, public)
