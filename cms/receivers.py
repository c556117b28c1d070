"""What follows from pages of the site being published."""

from typing import Any

from wagtail.models import ReferenceIndex
from wagtail.signals import page_published

from cms.models import SitePage


def know_media_at_once(sender: Any, instance: Any, **_extra: Any) -> None:
    """Pictures of a page may be fetched from the moment in which it is public, not once a worker came by."""
    if isinstance(instance, SitePage):
        ReferenceIndex.create_or_update_for_object(instance)


def connect() -> None:
    page_published.connect(know_media_at_once, dispatch_uid="cms_know_media_at_once")
