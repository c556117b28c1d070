from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from content.blocks.context import PublishingContext, References, note
from content.blocks.published import PublishedStructBlock, fields_of, text_of

HEADING = _("Certificate of completion")
STATEMENT = _("has completed the course")
# How long its words may be, in characters.
CERTIFICATE_WORDS = {"heading": 60, "statement": 160, "signed_by": 80, "signed_as": 80}
CERTIFICATE_PICTURES = ("signature", "emblem")


class CertificateLayout(models.TextChoices):
    CLASSIC = "classic", _("Classic: framed and centred")
    PROGRAMME = "programme", _("Programme: like the first page of a playbill")
    PLAIN = "plain", _("Plain: large type on white")


class CertificateColour(models.TextChoices):
    """Each is read on white at 4.5:1 or more."""

    INK = "ink", _("Ink")
    WINE = "wine", _("Wine red")
    FOREST = "forest", _("Forest green")
    NIGHT = "night", _("Night blue")
    BRONZE = "bronze", _("Bronze")


class CertificateBlock(PublishedStructBlock):
    """What the certificate of a course says and looks like, and what it asks for beyond finishing the course."""

    layout = blocks.ChoiceBlock(label=_("Layout"), choices=CertificateLayout.choices, default=CertificateLayout.CLASSIC)
    colour = blocks.ChoiceBlock(label=_("Colour"), choices=CertificateColour.choices, default=CertificateColour.INK)
    heading = blocks.CharBlock(label=_("Heading"), max_length=CERTIFICATE_WORDS["heading"], default=HEADING)
    statement = blocks.CharBlock(
        label=_("What it says"),
        max_length=CERTIFICATE_WORDS["statement"],
        default=STATEMENT,
        help_text=_("Stands between the learner’s name and the course’s title."),
    )
    shows_duration = blocks.BooleanBlock(label=_("Says how long the course is"), required=False, default=True)
    signed_by = blocks.CharBlock(
        label=_("Signed by"),
        max_length=CERTIFICATE_WORDS["signed_by"],
        required=False,
        help_text=_("Empty: the producer of the course."),
    )
    signed_as = blocks.CharBlock(
        label=_("As"),
        max_length=CERTIFICATE_WORDS["signed_as"],
        required=False,
        help_text=_("For example: artistic director."),
    )
    signature = ImageChooserBlock(
        label=_("Signature"), required=False, help_text=_("A picture of it, dark on a white or clear ground.")
    )
    emblem = ImageChooserBlock(label=_("Emblem"), required=False, help_text=_("Of a school or company, shown small."))
    every_quiz = blocks.BooleanBlock(
        label=_("Every quiz of the course must be passed"),
        required=False,
        default=False,
        help_text=_("Not only those that lessons ask to be passed."),
    )

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        """As reviewers read it; learners are given certificates."""
        fields = fields_of(value)
        return {
            **design_of(fields),
            "signature": context.media.image(fields.get("signature")),
            "emblem": context.media.image(fields.get("emblem")),
        }

    def note_references(self, value: Any, found: References) -> None:
        fields = fields_of(value)
        note(found.images, fields.get("signature"))
        note(found.images, fields.get("emblem"))

    class Meta:
        icon = "success"
        label = _("Certificate")
        description = _("Given to everybody who finishes the course.")
        preview_template = None


def design_of(value: Any) -> dict[str, Any]:
    """A stored design, whole: what is missing or unknown is as it would be in a new one."""
    fields = fields_of(value)
    layout, colour = fields.get("layout"), fields.get("colour")
    return {
        "layout": layout if layout in CertificateLayout.values else CertificateLayout.CLASSIC.value,
        "colour": colour if colour in CertificateColour.values else CertificateColour.INK.value,
        "heading": text_of(fields.get("heading")) or str(HEADING),
        "statement": text_of(fields.get("statement")) or str(STATEMENT),
        "shows_duration": fields.get("shows_duration") is not False,
        "signed_by": text_of(fields.get("signed_by")),
        "signed_as": text_of(fields.get("signed_as")),
        "every_quiz": fields.get("every_quiz") is True,
    }
