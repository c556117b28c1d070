"""What follows from changes of the site's own pages, settings and redirects, through whatever door they came."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, ReferenceIndex
from wagtail.signals import page_published, page_slug_changed, post_page_move

from cms.models import Navigation, SitePage, SiteSettings
from cms.operations import revalidation
from commerce.models import SellingSettings
from media.models import Document, Image, Video

# Saving a draft of a live page writes these alone.
OF_DRAFTS = frozenset(
    {
        "latest_revision",
        "latest_revision_created_at",
        "draft_title",
        "has_unpublished_changes",
        "go_live_at",
        "expire_at",
    }
)


def know_media_at_once(sender: Any, instance: Any, **_extra: Any) -> None:
    """Pictures of a page may be fetched from the moment in which it is public, not once a worker came by."""
    if isinstance(instance, SitePage):
        ReferenceIndex.create_or_update_for_object(instance)


def remember_page(sender: Any, instance: Page, **_extra: Any) -> None:
    """Where the page stands and whether it is public, as the database has it before it is saved."""
    stored = Page.objects.filter(pk=instance.pk).values_list("url_path", "live").first()
    instance.stood_at, instance.was_live = stored or ("", False)


def follow_page(sender: Any, instance: Page, update_fields: frozenset[str] | None, **_extra: Any) -> None:
    """Published, taken down, renamed, moved. Saved with the page, in its transaction."""
    if is_of_the_site(instance) and not (update_fields and update_fields <= OF_DRAFTS):
        revalidation.revalidate_page(instance, former=instance.stood_at, was_live=instance.was_live)


def forget_page(sender: Any, instance: SitePage, **_extra: Any) -> None:
    revalidation.revalidate_gone(instance)


def follow_new_redirects(sender: Any, instance: Page, **_extra: Any) -> None:
    """Wagtail has made redirects from the old addresses, many at once and without a word; it did so before this."""
    if is_of_the_site(instance):
        revalidation.revalidate_redirects_to(instance)


def remember_redirect(sender: Any, instance: Redirect, **_extra: Any) -> None:
    """The path that led elsewhere before, should it be another."""
    instance.led_from = Redirect.objects.filter(pk=instance.pk).values_list("old_path", flat=True).first()


def follow_redirect(sender: Any, instance: Redirect, **_extra: Any) -> None:
    paths = {instance.old_path, getattr(instance, "led_from", None)}
    revalidation.revalidate_redirects(*(path for path in paths if path))
    instance.led_from = instance.old_path


def follow_restriction(sender: Any, instance: PageViewRestriction, **_extra: Any) -> None:
    if is_of_the_site(instance.page):
        revalidation.revalidate_branch(instance.page)


def follow_site(sender: Any, **_extra: Any) -> None:
    revalidation.revalidate_site()


def follow_medium(sender: Any, instance: Any, created: bool, **_extra: Any) -> None:
    if not created:
        revalidation.revalidate_showing(instance)


def is_of_the_site(page: Page) -> bool:
    """Moving a page saves it as a plain one, so its own table is asked."""
    return isinstance(page, SitePage) or SitePage.objects.filter(pk=page.pk).exists()


def connect() -> None:
    page_published.connect(know_media_at_once, dispatch_uid="cms_know_media_at_once")
    for kind in (Page, *SitePage.__subclasses__()):
        pre_save.connect(remember_page, sender=kind, dispatch_uid=f"cms_remember_{kind.__name__}")
        post_save.connect(follow_page, sender=kind, dispatch_uid=f"cms_follow_{kind.__name__}")
    post_delete.connect(forget_page, sender=SitePage, dispatch_uid="cms_forget_page")
    page_slug_changed.connect(follow_new_redirects, dispatch_uid="cms_follow_new_redirects")
    post_page_move.connect(follow_new_redirects, dispatch_uid="cms_follow_new_redirects")
    pre_save.connect(remember_redirect, sender=Redirect, dispatch_uid="cms_remember_redirect")
    for signal in (post_save, post_delete):
        signal.connect(follow_redirect, sender=Redirect, dispatch_uid="cms_follow_redirect")
        signal.connect(follow_restriction, sender=PageViewRestriction, dispatch_uid="cms_follow_restriction")
        for settings in (SiteSettings, Navigation, SellingSettings):
            signal.connect(follow_site, sender=settings, dispatch_uid=f"cms_follow_{settings.__name__}")
    for medium in (Image, Document, Video):
        post_save.connect(follow_medium, sender=medium, dispatch_uid=f"cms_follow_{medium.__name__}")
