"""Visitors fetch the pictures and files that public pages of the site show them."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from cms.documents.pages import references_of
from cms.models import SitePage, SiteSettings
from media import gates
from media.models import Document, Image, Video

KINDS = {Image: "images", Document: "documents", Video: "videos"}


@gates.register
def visitors_fetch(person: Any, medium: Any) -> bool | None:
    """Whether a page that everybody may read, or the site itself, shows the file.

    The index of references only says where to look: what counts is the text that is public now.
    """
    kind = KINDS.get(type(medium))
    if kind is None:
        return None
    if isinstance(medium, Image) and SiteSettings.objects.filter(share_picture=medium).exists():
        return True
    naming = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(medium),
        to_object_id=str(medium.pk),
        base_content_type=ContentType.objects.get_for_model(Page),
    ).annotate(page_id=Cast("object_id", models.BigIntegerField()))
    pages = SitePage.objects.shown().filter(pk__in=naming.values("page_id")).specific()
    return any(medium.pk in getattr(references_of(page), kind) for page in pages)
