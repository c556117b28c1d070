"""Sign-up, signed-in devices and their tokens. No token stands here in clear: only its SHA-256."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Door, EndReason
from accounts.models.users import User
from kit import clock
from kit.ids import PublicIdField


class SignUp(models.Model):
    """What somebody asked for who has not yet shown that the address is theirs.

    The account begins with the answer to the letter, so an address is never taken by a stranger and asking tells
    nothing about whether it is known.
    """

    public_id = PublicIdField()
    email = models.EmailField(_("e-mail address"), max_length=254)
    password = models.CharField(max_length=128)
    display_name = models.CharField(_("display name"), max_length=80)
    wanted_roles = ArrayField(models.CharField(max_length=20), default=list)
    terms_version = models.CharField(max_length=20)
    is_of_age = models.BooleanField()
    guardian_email = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=10, default="en")
    key_hash = models.CharField(max_length=64, blank=True, db_index=True)
    key_sent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        indexes = [models.Index(fields=["email", "-created_at"], name="sign_up_by_email")]

    def __str__(self) -> str:
        return str(self.public_id)


class TokenFamilyQuerySet(models.QuerySet["TokenFamily"]):
    def alive(self, at: datetime | None = None) -> Self:
        """Devices that are signed in at this moment."""
        return self.filter(ended_at=None, expires_at__gt=at or clock.now())


class TokenFamily(models.Model):
    """One signed-in device: every token that came from one sign-in, or one session of the admin."""

    public_id = PublicIdField()
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="devices")
    door = models.CharField(_("door"), max_length=5, choices=Door.choices, default=Door.API)
    user_agent = models.CharField(_("browser"), max_length=300, blank=True)
    address = models.GenericIPAddressField(_("address"), null=True)
    is_remembered = models.BooleanField(_("remembered"), default=False)
    created_at = models.DateTimeField(_("signed in"), default=clock.now)
    last_seen_at = models.DateTimeField(_("last seen"), default=clock.now)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(_("ended"), null=True)
    end_reason = models.CharField(max_length=30, choices=EndReason.choices, blank=True)

    objects = TokenFamilyQuerySet.as_manager()

    class Meta:
        verbose_name = _("signed-in device")
        verbose_name_plural = _("signed-in devices")
        indexes = [models.Index(fields=["person", "-last_seen_at"], name="devices_of_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at=None, end_reason="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(end_reason="")),
                name="ended_device_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class RefreshToken(models.Model):
    """A refresh token of a family. It is used once; for a few seconds its use may be repeated with the same answer."""

    family = models.ForeignKey(TokenFamily, on_delete=models.CASCADE, related_name="refresh_tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    child_salt = models.CharField(max_length=43, blank=True)

    class Meta:
        verbose_name = _("refresh token")
        verbose_name_plural = _("refresh tokens")
        constraints = [
            models.UniqueConstraint(
                fields=["family"], condition=models.Q(used_at=None), name="family_has_one_unused_refresh_token"
            ),
        ]

    def __str__(self) -> str:
        return f"refresh token {self.pk}"
