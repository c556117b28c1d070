from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may be on Perfomix; one account holds any set of them (REQUIREMENTS A1, A7)."""

    LEARNER = "learner", _("Learner")
    PRODUCER = "producer", _("Producer")
    PROFESSIONAL = "professional", _("Professional")
    SELLER = "seller", _("Seller")
    REVIEWER = "reviewer", _("Reviewer")
    ADMINISTRATOR = "administrator", _("Administrator")


# Everybody may learn; every other role is requested and granted.
SELF_ASSIGNED_ROLES = frozenset({Role.LEARNER})


# What a person is for the public, and may stop being for a while: nobody new comes, nothing is taken away.
PAUSABLE_ROLES = frozenset({Role.PRODUCER, Role.PROFESSIONAL, Role.SELLER})


class RoleState(models.TextChoices):
    """How a person stands to a role."""

    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    REQUESTED = "requested", _("Asked for")


class RequestState(models.TextChoices):
    """Where a request for a role stands."""

    OPEN = "open", _("Waiting")
    GRANTED = "granted", _("Granted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Door(models.TextChoices):
    """Through which door a device signed in."""

    API = "api", _("Site")
    ADMIN = "admin", _("Editor")


class EndReason(models.TextChoices):
    """Why a device is no longer signed in."""

    SIGNED_OUT = "signed_out", _("Signed out")
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere", _("Signed out everywhere")
    ENDED_BY_PERSON = "ended_by_person", _("Ended from another device")
    ENDED_BY_STAFF = "ended_by_staff", _("Ended by an administrator")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    EMAIL_CHANGED = "email_changed", _("E-mail address changed")
    SUSPENDED = "suspended", _("Suspended")
    TOKEN_REUSED = "token_reused", _("A used token came again")
