"""The course's own fields of a package as fields of its page."""

import json
from typing import Any
from uuid import UUID

from content.blocks.certificate import CERTIFICATE_PICTURES
from courses.importers.assets import MediaShelf
from courses.importers.package import AssetRef
from courses.importers.stored import Storing
from courses.models import Course, CoursePage
from courses.models.pages import LANGUAGES
from media.models import Image, Video
from taxonomy.models import Category, Level, Style

PLAIN = {"summary", "thumbnail_alt", "promo_video_url", "price_minor", "price_currency"} | {
    "requires_prerequisites",
    "in_order",
}
POINTS = ("outcomes", "requirements")


def course_values(fields: dict[str, Any], storing: Storing, shelf: MediaShelf) -> dict[str, Any]:
    """Fields to be set on the page. Categories and levels that this house does not have are dropped."""
    values: dict[str, Any] = {name: value for name, value in fields.items() if name in PLAIN}
    if fields.get("language") in {code for code, _name in LANGUAGES}:
        values["language"] = fields["language"]
    if "description" in fields:
        values["description"] = storing.rich_text(fields["description"])
    if isinstance(fields.get("thumbnail"), AssetRef):
        values["thumbnail"] = shelf.medium(fields["thumbnail"].path, Image)
    if isinstance(fields.get("promo_video"), AssetRef):
        values["promo_video"] = shelf.medium(fields["promo_video"].path, Video)
    if category := Category.objects.filter(slug=fields.get("category", "")).first():
        values["category"] = category
    if level := Level.objects.filter(slug=fields.get("level", "")).first():
        values["level"] = level
    for name in POINTS:
        if name in fields:
            values[name] = json.dumps([{"type": "point", "value": text} for text in fields[name]])
    if "certificate" in fields:
        design = dict(fields["certificate"])
        for name in CERTIFICATE_PICTURES:
            file = design.pop(name, None)
            if file is not None and (picture := shelf.medium(file.path, Image)) is not None:
                design[name] = picture.pk
        values["certificate"] = json.dumps([{"type": "certificate", "value": design}])
    return values


def set_collections(page: CoursePage, fields: dict[str, Any]) -> bool:
    """Set styles, tags and courses to take first. True when there were any."""
    given = False
    if "styles" in fields:
        page.styles = list(Style.objects.filter(slug__in=fields["styles"]))
        given = True
    if "tags" in fields:
        page.tags.set(fields["tags"])
        given = True
    if "prerequisites" in fields:
        # Only courses that anyone may know of: an identifier of another's draft must not tell its title.
        page.prerequisites.set(Course.objects.published().filter(public_id__in=_identifiers(fields["prerequisites"])))
        given = True
    return given


def _identifiers(values: list[str]) -> list[UUID]:
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found
