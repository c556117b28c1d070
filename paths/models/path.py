"""A path as its officer writes it (REQUIREMENTS C13). The public reads approved versions alone."""

import secrets
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from content.blocks.certificate import (
    CERTIFICATE_WORDS,
    HEADING,
    STATEMENT,
    CertificateColour,
    CertificateLayout,
)
from kit import clock
from kit.ids import PublicIdField
from paths.blocks import StepsField
from paths.enums import PathAvailability, PathKind

LONGEST_SLUG = 120
LONGEST_VALIDITY = 120


def new_path_slug(title: str) -> str:
    """An address for a new path: its title, and a token where that is taken. It never changes."""
    slug = slugify(title)[: LONGEST_SLUG - 10].strip("-") or "path"
    return f"{slug}-{secrets.token_hex(4)}" if Path.objects.filter(slug=slug).exists() else slug


class PathQuerySet(models.QuerySet["Path"]):
    def published(self) -> Self:
        """Paths whose page anyone may read."""
        return self.filter(availability=PathAvailability.PUBLISHED)

    def known_to(self, person: Any) -> Self:
        """Those, and the ones that the person is on, whatever became of them."""
        public = models.Q(availability=PathAvailability.PUBLISHED)
        return self.filter(public | models.Q(pk__in=person.path_seats.values("path")))


class Path(models.Model):
    """The draft of a path and its identity. `current` is the approved version that the public reads.

    `edition` counts what was written, so that two windows do not overwrite each other.
    """

    public_id = PublicIdField()
    slug = models.SlugField(_("address"), max_length=LONGEST_SLUG, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="paths_owned",
        editable=False,
        verbose_name=_("officer"),
    )
    # Who wrote it since it was approved last; none of them decides about what they wrote.
    writers = ArrayField(models.BigIntegerField(), default=list, editable=False)
    kind = models.CharField(_("kind"), max_length=15, choices=PathKind.choices, default=PathKind.PATH)
    title = models.CharField(_("title"), max_length=160)
    promise = models.CharField(_("promise"), max_length=300, help_text=_("What one can do at its end, in a sentence."))
    description = models.TextField(_("description"), max_length=4000, blank=True)
    steps = StepsField(verbose_name=_("steps"), blank=True)
    requires = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="required_by",
        verbose_name=_("prerequisites"),
        help_text=_("Who begins must hold the certificates of all of these."),
    )
    valid_months = models.PositiveSmallIntegerField(
        _("holds for so many months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_VALIDITY)],
        help_text=_("For certifications. Empty: for good."),
    )
    heading = models.CharField(_("heading"), max_length=CERTIFICATE_WORDS["heading"], default=HEADING)
    statement = models.CharField(
        _("what it says"),
        max_length=CERTIFICATE_WORDS["statement"],
        default=STATEMENT,
        help_text=_("Stands between the learner’s name and the title."),
    )
    layout = models.CharField(
        _("layout"), max_length=10, choices=CertificateLayout.choices, default=CertificateLayout.CLASSIC
    )
    colour = models.CharField(
        _("colour"), max_length=10, choices=CertificateColour.choices, default=CertificateColour.INK
    )
    signed_by = models.CharField(_("signed by"), max_length=CERTIFICATE_WORDS["signed_by"], blank=True)
    signed_as = models.CharField(_("as"), max_length=CERTIFICATE_WORDS["signed_as"], blank=True)
    edition = models.PositiveIntegerField(default=1, editable=False)
    availability = models.CharField(
        _("availability"),
        max_length=12,
        choices=PathAvailability.choices,
        default=PathAvailability.UNPUBLISHED,
        editable=False,
    )
    current = models.ForeignKey(
        "paths.PathVersion", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    objects = PathQuerySet.as_manager()

    class Meta:
        verbose_name = _("path")
        verbose_name_plural = _("paths")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(availability=PathAvailability.UNPUBLISHED, current=None)
                | (~models.Q(availability=PathAvailability.UNPUBLISHED) & models.Q(current__isnull=False)),
                name="path_is_public_by_an_approved_version",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_months=None)
                | models.Q(kind=PathKind.CERTIFICATION, valid_months__range=(1, LONGEST_VALIDITY)),
                name="only_certifications_hold_for_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Whether anyone may read its page."""
        return self.availability == PathAvailability.PUBLISHED
