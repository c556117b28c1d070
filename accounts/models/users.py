"""The person and the roles held. This file's models stand alone in the first migration (DESIGN 1)."""

from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.enums import PAUSABLE_ROLES, Role, RoleState
from kit import clock
from kit.ids import PublicIdField


class UserQuerySet(models.QuerySet["User"]):
    def holding(self, role: Role) -> Self:
        """People who hold `role` now and may act."""
        return self.filter(is_active=True, role_grants__role=role, role_grants__ended_at=None)

    def with_address(self, email: str) -> Self:
        """Whose e-mail address this is, whatever its case."""
        return self.alias(lowered_email=Lower("email")).filter(lowered_email=email.lower())


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def holding(self, role: Role) -> UserQuerySet:
        return self.get_queryset().holding(role)

    def with_address(self, email: str) -> UserQuerySet:
        return self.get_queryset().with_address(email)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.with_address(username or "").get()

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person with this address, hashed password and no roles. Addresses are one whatever their case."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person with one account, whatever their roles.

    `is_superuser` follows the administrator role (accounts.operations keeps the two together); nobody is `is_staff`
    for being a producer. `is_active` false means suspended: nothing opens, nothing is lost.
    """

    public_id = PublicIdField()
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    display_name = models.CharField(_("display name"), max_length=80)
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=clock.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_is_unique_whatever_its_case"),
        ]

    def __str__(self) -> str:
        return self.display_name or self.email

    def get_full_name(self) -> str:
        return self.display_name

    @property
    def first_name(self) -> str:
        """What the editor's menu calls the person: it looks for this name, and shows the address without it."""
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held now, read once for each instance; set by sign-in from its own query."""
        held: frozenset[Role] | None = self.__dict__.get("_roles")
        if held is None:
            held = frozenset(Role(role) for role in self.role_grants.held().values_list("role", flat=True))
            self.__dict__["_roles"] = held
        return held

    @roles.setter
    def roles(self, held: frozenset[Role]) -> None:
        self.__dict__["_roles"] = held

    def has_role(self, role: Role) -> bool:
        return self.is_active and role in self.roles

    @property
    def is_administrator(self) -> bool:
        return self.has_role(Role.ADMINISTRATOR)


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def held(self) -> Self:
        return self.filter(ended_at=None)

    def active(self) -> Self:
        """Held and not paused just now."""
        return self.held().filter(paused_at=None)


class RoleGrant(models.Model):
    """A role held by a person from `granted_at` until `ended_at`; ended grants stay as history.

    A paused grant is held: its rights stay, but the public meets nobody in that role.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    granted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=models.Q(ended_at=None),
                name="role_is_held_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(paused_at=None) | models.Q(role__in=sorted(PAUSABLE_ROLES)),
                name="only_roles_for_the_public_are_paused",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"

    @property
    def state(self) -> RoleState:
        return RoleState.PAUSED if self.paused_at else RoleState.ACTIVE

    @property
    def can_pause(self) -> bool:
        return self.role in PAUSABLE_ROLES
