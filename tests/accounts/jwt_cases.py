"""Tokens that are not ours, or not any more; each with a name. Every one must be refused alike (FAULTS J1-J3)."""

import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Iterator
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def packed(value: Any) -> str:
    return b64(json.dumps(value).encode())


class Forge:
    """Knows a good token and its key, and makes bad ones of them."""

    def __init__(self, token: str, seed: str) -> None:
        self.token = token
        self.header, self.payload, self.signature = token.split(".")
        self.claims = jwt.decode(token, options={"verify_signature": False})
        self.kid = jwt.get_unverified_header(token)["kid"]
        self.key = Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(seed + "="))
        self.public = self.key.public_key()
        self.other = Ed25519PrivateKey.generate()

    def signed(self, header: Any, payload: Any, *, key: Ed25519PrivateKey | None = None) -> str:
        """Signed by our own key unless told otherwise; header and payload may be text, to be malformed."""
        first = header if isinstance(header, str) else packed(header)
        second = payload if isinstance(payload, str) else packed(payload)
        signature = (key or self.key).sign(f"{first}.{second}".encode())
        return f"{first}.{second}.{b64(signature)}"

    @property
    def good_header(self) -> dict[str, Any]:
        return {"alg": "EdDSA", "typ": "JWT", "kid": self.kid}

    def with_header(self, **changes: Any) -> str:
        return self.signed({**self.good_header, **changes}, self.claims)

    def with_claims(self, **changes: Any) -> str:
        claims = {name: value for name, value in {**self.claims, **changes}.items() if value is not MISSING}
        return self.signed(self.good_header, claims)


MISSING = object()


def all_cases(forge: Forge) -> Iterator[tuple[str, str]]:
    yield from algorithms(forge)
    yield from signatures(forge)
    yield from headers(forge)
    yield from claims(forge)
    yield from shapes(forge)


def algorithms(forge: Forge) -> Iterator[tuple[str, str]]:
    for name in ("none", "None", "nOnE", "NONE", "", None):
        header = packed({"alg": name, "typ": "JWT", "kid": forge.kid})
        yield f"alg {name!r}, no signature", f"{header}.{forge.payload}."
        yield f"alg {name!r}, our signature", f"{header}.{forge.payload}.{forge.signature}"
    public_forms = {
        "raw": forge.public.public_bytes_raw(),
        "pem": forge.public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo),
        "openssh": forge.public.public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH),
    }
    for form, secret in public_forms.items():
        for alg, digest in (("HS256", hashlib.sha256), ("HS512", hashlib.sha512)):
            body = f"{packed({'alg': alg, 'typ': 'JWT', 'kid': forge.kid})}.{forge.payload}"
            yield (
                f"{alg} with the public key as {form}",
                f"{body}.{b64(hmac.new(secret, body.encode(), digest).digest())}",
            )
    rsa_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    for alg in ("RS256", "PS256"):
        yield f"{alg} of another key", jwt.encode(forge.claims, rsa_key, alg, headers={"kid": forge.kid})
    for curve, alg in ((ec.SECP256R1(), "ES256"), (ec.SECP384R1(), "ES384")):
        key = ec.generate_private_key(curve)
        yield f"{alg} of another key", jwt.encode(forge.claims, key, alg, headers={"kid": forge.kid})
    for alg in ("ES256", "RS256", "eddsa", "EDDSA", "Ed25519", "HS256"):
        yield f"alg {alg}, signed as EdDSA", forge.with_header(alg=alg)


def signatures(forge: Forge) -> Iterator[tuple[str, str]]:
    yield "no signature", f"{forge.header}.{forge.payload}."
    yield "another key's signature", forge.signed(forge.good_header, forge.claims, key=forge.other)
    yield "zeros as signature", f"{forge.header}.{forge.payload}.{b64(bytes(64))}"
    yield "a short signature", f"{forge.header}.{forge.payload}.{forge.signature[:-4]}"
    yield "a long signature", f"{forge.header}.{forge.payload}.{forge.signature}AAAA"
    yield "padded signature", f"{forge.token}=="
    yield "signature written another way", f"{forge.token[:-1]}{chr(ord(forge.token[-1]) + 1)}"
    changed = packed({**forge.claims, "sub": str(uuid.uuid4())})
    yield "changed person", f"{forge.header}.{changed}.{forge.signature}"
    longer = packed({**forge.claims, "exp": forge.claims["exp"] + 3600})
    yield "longer life", f"{forge.header}.{longer}.{forge.signature}"


def headers(forge: Forge) -> Iterator[tuple[str, str]]:
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": b64(forge.other.public_key().public_bytes_raw())}
    for name, value in (
        ("jwk", jwk),
        ("jku", "https://evil.example/keys.json"),
        ("x5u", "https://evil.example/cert.pem"),
        ("x5c", ["MIIB"]),
        ("crit", ["exp"]),
        ("b64", False),
        ("zip", "DEF"),
        ("cty", "JWT"),
        ("enc", "A256GCM"),
    ):
        header = {**forge.good_header, name: value}
        yield f"{name} in the header, another key", forge.signed(header, forge.claims, key=forge.other)
        yield f"{name} in the header, our key", forge.signed(header, forge.claims)
    for kid in (
        "../../../../dev/null", "/dev/null", "' OR 1=1 --", "https://evil.example/key", "", "0", forge.kid.upper(),
        forge.kid + " ", forge.kid + "\x00", None, 0, True, [forge.kid], {"kid": forge.kid}, "x" * 300,
    ):  # fmt: skip
        yield f"kid {kid!r:.40}", forge.with_header(kid=kid)
    yield "no kid", forge.signed({"alg": "EdDSA", "typ": "JWT"}, forge.claims)
    for kind in ("at+jwt", "jwt", "JWE", "", None, 1):
        yield f"typ {kind!r}", forge.with_header(typ=kind)
    twice = b64(f'{{"alg":"none","alg":"EdDSA","typ":"JWT","kid":"{forge.kid}"}}'.encode())
    yield "alg twice", forge.signed(twice, forge.claims)
    for text in ("[]", "null", '"EdDSA"', "1", "{", "", "\xff", '{"a":' * 100):
        yield f"header {text[:10]!r}", forge.signed(b64(text.encode("latin-1")), forge.claims)


def claims(forge: Forge) -> Iterator[tuple[str, str]]:
    now = forge.claims["iat"]
    for name in forge.claims:
        yield f"no {name}", forge.with_claims(**{name: MISSING})
        yield f"{name} null", forge.with_claims(**{name: None})
        yield f"{name} a list", forge.with_claims(**{name: [forge.claims[name]]})
        yield f"{name} an object", forge.with_claims(**{name: {}})
    yield "a claim too many", forge.with_claims(role="administrator")
    yield "ended a second ago", forge.with_claims(iat=now - 900, nbf=now - 900, exp=now - 1)
    yield "ends now", forge.with_claims(iat=now - 900, nbf=now - 900, exp=now)
    yield "begins in 61 s", forge.with_claims(iat=now + 61, nbf=now + 61, exp=now + 900)
    yield "nbf in 61 s", forge.with_claims(nbf=now + 61)
    yield "lives a year", forge.with_claims(exp=now + 31_536_000)
    yield "lives a second too long", forge.with_claims(exp=now + 901)
    for value in ("1", 1.5, float(now), True, -1, 10**30, "Infinity", "NaN"):
        yield f"exp {value!r}", forge.with_claims(exp=value)
    for value in ("https://evil.example", "", "perfomix", "http://localhost:8000/"):
        yield f"iss {value!r}", forge.with_claims(iss=value)
    for value in ("other", "", "perfomix-api ", ["perfomix-api", "other"], ["perfomix-api"]):
        yield f"aud {value!r}", forge.with_claims(aud=value)
    for value in ("refresh", "preview", "download", "id", "ACCESS", ""):
        yield f"typ {value!r} in the payload", forge.with_claims(typ=value)
    for value in ("1", "", "' OR 1=1 --", "*", str(uuid.uuid4()), "00000000-0000-0000-0000-000000000000", 1, "\x00"):
        yield f"sub {value!r}", forge.with_claims(sub=value)
        yield f"sid {value!r}", forge.with_claims(sid=value)


def shapes(forge: Forge) -> Iterator[tuple[str, str]]:
    yield "a megabyte", forge.with_claims(sub="x" * 1_000_000)
    yield "a megabyte of dots", "." * 1_000_000
    yield "nested", forge.signed({**forge.good_header, "cty": "JWT"}, b64(forge.token.encode()))
    yield "two parts", f"{forge.header}.{forge.payload}"
    yield "four parts", f"{forge.token}.{forge.signature}"
    yield "five parts, as if encrypted", f"{forge.token}.{forge.header}.{forge.payload}"
    yield "one part", forge.header
    yield "dots alone", ".."
    yield "a word", "token"
    yield "JSON", json.dumps({"payload": forge.payload, "signatures": [{"signature": forge.signature}]})
    yield "other letters", forge.token.replace("-", "+").replace("_", "/") + "+"
    yield "a space inside", f"{forge.header}. {forge.payload}.{forge.signature}"
    for text in ("[]", "null", '"x"', "1", "{", "", '{"sub":' * 200):
        yield f"payload {text[:10]!r}", forge.signed(forge.good_header, b64(text.encode()))
