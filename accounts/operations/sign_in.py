"""Signing in, and staying signed in: families of refresh tokens that notice when a used one comes again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Q

from accounts.access.devices import why_ended
from accounts.access.tokens import LIFETIME, sign_access_token
from accounts.enums import Door, EndReason
from accounts.errors import AccountSuspended, AdminNotOpen, EmailNotVerified, WrongCredentials
from accounts.models import RefreshToken, SignUp, TokenFamily, User
from accounts.operations.devices import begin_device, end_device
from accounts.operations.holding import hold_person
from accounts.operations.limits import REFRESH, SIGN_IN, knock
from accounts.operations.passwords import is_right_password
from accounts.operations.secrets import child_key, hash_key, new_key
from kit import audit, clock
from kit.errors import DomainError
from kit.failpoints import failpoint
from kit.visitors import Visitor

log = structlog.get_logger(__name__)

REFRESH_LIFE = timedelta(days=7)
# Two tabs may refresh at once; within this time the same token gets the same answer.
GRACE = timedelta(seconds=10)


@dataclass(frozen=True)
class Tokens:
    """What a device keeps. `remember` says whether it should outlive the browser's session."""

    access_token: str
    access_expires_at: datetime
    refresh_token: str
    refresh_expires_at: datetime
    remember: bool
    device: TokenFamily


def check_credentials(email: str, password: str, *, visitor: Visitor) -> User:
    """The person with this address and password.

    Unknown and known addresses take the same path: two look-ups and one hash. Only the right password learns that the
    account is suspended or waits for its letter.
    """
    knock(SIGN_IN, visitor, subject=email)
    person = User.objects.with_address(email).first()
    waiting = SignUp.objects.filter(email=email.lower()).order_by("-created_at").first()
    stored = person.password if person else waiting.password if waiting else None
    if not is_right_password(password, stored):
        raise _refused(WrongCredentials(), person, visitor)
    if person is None:
        raise _refused(EmailNotVerified(), None, visitor)
    if not person.is_active:
        raise _refused(AccountSuspended(), person, visitor)
    return person


def sign_in(email: str, password: str, *, remember: bool = False, visitor: Visitor) -> Tokens:
    """Sign a device in at the API."""
    person = check_credentials(email, password, visitor=visitor)
    with transaction.atomic():
        person = _still_open(person)
        device = begin_device(person, door=Door.API, visitor=visitor, remember=remember)
        person.last_login = clock.now()
        person.save(update_fields=["last_login"])
        return _first_tokens(device)


def check_admin_sign_in(email: str, password: str, *, visitor: Visitor) -> User:
    """The person, when they may also enter the editor."""
    person = check_credentials(email, password, visitor=visitor)
    if not person.has_perm("wagtailadmin.access_admin"):
        raise _refused(AdminNotOpen(), person, visitor)
    return person


def refresh_tokens(refresh_token: str, *, visitor: Visitor) -> Tokens:
    """Exchange a refresh token for the next pair.

    Used again within ten seconds it gives the same child; later the whole family is ended, because one of the two who
    hold it is a thief.
    """
    knock(REFRESH, visitor)
    with transaction.atomic():
        tokens = _next_tokens(refresh_token, visitor)
    if tokens is None:
        raise why_ended(TokenFamily.objects.filter(refresh_tokens__token_hash=hash_key(refresh_token)))
    return tokens


def sign_out(device: TokenFamily, *, actor: User) -> None:
    """Sign this device out."""
    end_device(device, reason=EndReason.SIGNED_OUT, actor=actor)


def _refused(refusal: DomainError, person: User | None, visitor: Visitor) -> DomainError:
    """Note who was kept out, and from where. What was typed is not written: it may be a password in the wrong field."""
    log.warning("sign_in_refused", reason=refusal.reason, person=person.pk if person else None, address=visitor.address)
    return refusal


def _next_tokens(raw: str, visitor: Visitor) -> Tokens | None:
    """None where the token is refused; what the refusal wrote must be committed, so it is not raised in here."""
    token = RefreshToken.objects.filter(token_hash=hash_key(raw)).first()
    if token is None:
        return None
    device = TokenFamily.objects.select_for_update(of=["self"]).select_related("person").get(pk=token.family_id)
    failpoint("accounts.refresh_family_locked")
    token.refresh_from_db()
    now = clock.now()
    if device.ended_at is not None or device.expires_at <= now or token.expires_at <= now:
        return None
    if not device.person.is_active:
        return None
    if token.used_at is None:
        return _rotate(token, raw, device, visitor, now)
    child = child_key(raw, token.child_salt)
    if now - token.used_at <= GRACE and (known := RefreshToken.objects.filter(token_hash=hash_key(child)).first()):
        return _tokens(device, child, known.expires_at)
    end_device(device, reason=EndReason.TOKEN_REUSED, actor=None)
    audit.record(device.person, "accounts.token_reused", None, device=str(device.public_id), address=visitor.address)
    log.warning("refresh_token_reused", person=device.person_id, device=str(device.public_id), address=visitor.address)
    return None


def _rotate(token: RefreshToken, raw: str, device: TokenFamily, visitor: Visitor, now: datetime) -> Tokens:
    token.used_at, token.child_salt = now, new_key()
    token.save(update_fields=["used_at", "child_salt"])
    child = child_key(raw, token.child_salt)
    expires_at = _store(device, child, now)
    device.last_seen_at = now
    device.user_agent = visitor.user_agent or device.user_agent
    device.address = visitor.address or device.address
    device.save(update_fields=["last_seen_at", "user_agent", "address"])
    return _tokens(device, child, expires_at)


def _first_tokens(device: TokenFamily) -> Tokens:
    raw = new_key()
    return _tokens(device, raw, _store(device, raw, clock.now()))


def _store(device: TokenFamily, raw: str, now: datetime) -> datetime:
    expires_at = min(now + REFRESH_LIFE, device.expires_at)
    RefreshToken.objects.create(family=device, token_hash=hash_key(raw), created_at=now, expires_at=expires_at)
    return expires_at


def _tokens(device: TokenFamily, refresh_token: str, refresh_expires_at: datetime) -> Tokens:
    now = clock.now()
    return Tokens(
        access_token=sign_access_token(person=device.person.public_id, family=device.public_id, at=now),
        access_expires_at=now + LIFETIME,
        refresh_token=refresh_token,
        refresh_expires_at=refresh_expires_at,
        remember=device.is_remembered,
        device=device,
    )


def _still_open(person: User) -> User:
    """The person again, held until the device is written, so that no suspension slips between."""
    locked = hold_person(person.pk)
    if not locked.is_active or locked.password != person.password:
        raise WrongCredentials
    return locked


def forget_ended_devices() -> int:
    """Delete devices that ended or ran out over ninety days ago. Says how many rows went."""
    before = clock.now() - timedelta(days=90)
    return TokenFamily.objects.filter(Q(ended_at__lt=before) | Q(expires_at__lt=before)).delete()[0]
