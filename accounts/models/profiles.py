"""What a person tells about themselves: some of it to everybody, some of it only to us."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models.users import RoleGrant, User


class ProfileQuerySet(models.QuerySet["Profile"]):
    def of_producers(self) -> Self:
        """Profiles of people who teach now and have not paused it; nobody else's is public."""
        held = RoleGrant.objects.active().filter(person=models.OuterRef("person"), role=Role.PRODUCER)
        return self.filter(models.Exists(held), person__is_active=True, producer_slug__isnull=False)

    def with_everything_public(self) -> Self:
        return self.select_related("person", "avatar").prefetch_related("styles__style")


class Profile(models.Model):
    """A person's page. Everybody sees that of a producer; language and time zone never leave `/me`."""

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="profile")
    producer_slug = models.SlugField(
        _("producer address"),
        max_length=80,
        unique=True,
        null=True,
        blank=True,
        help_text=_("The last part of the producer's page address."),
    )
    avatar = models.ForeignKey(
        "media.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    headline = models.CharField(_("headline"), max_length=120, blank=True)
    bio = models.TextField(_("about"), max_length=4000, blank=True)
    location = models.CharField(_("location"), max_length=120, blank=True)
    specialities = ArrayField(models.CharField(max_length=60), default=list, blank=True, size=12)
    certifications = ArrayField(models.CharField(max_length=120), default=list, blank=True, size=20)
    language = models.CharField(_("language"), max_length=10, default="en")
    time_zone = models.CharField(_("time zone"), max_length=50, default="UTC")
    context = models.CharField(
        _("shown as"),
        max_length=20,
        choices=Role.choices,
        blank=True,
        default="",
        db_default="",
        help_text=_("The role whose desk the person last chose to see. It opens and closes nothing."),
    )

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self) -> str:
        return str(self.person)


class ProfileStyle(models.Model):
    """A style a person practises and how well, from 1 to 5."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="styles")
    style = models.ForeignKey("taxonomy.Style", on_delete=models.CASCADE, related_name="+", verbose_name=_("style"))
    skill = models.PositiveSmallIntegerField(_("skill"), validators=[MinValueValidator(1), MaxValueValidator(5)])

    class Meta:
        verbose_name = _("style")
        verbose_name_plural = _("styles")
        ordering = ["-skill", "style__name"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "style"], name="style_stands_once_in_a_profile"),
            models.CheckConstraint(condition=models.Q(skill__range=(1, 5)), name="skill_is_from_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.style} {self.skill}/5"
