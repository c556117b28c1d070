"""Which of what front ends keep a change of the site's own pages touches (DESIGN 9).

Pages lead to, list and quote one another, so every one of them may be late by one visitor after any change of another;
only what was taken away, or stands elsewhere now, expires.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex

from cms.models import Navigation, SitePage, SiteSettings, address_below
from cms.models.pages import root_of_site
from kit.revalidation import HOME, PAGES, REDIRECTS, SITE, page_tags, revalidate


def revalidate_page(page: Page, *, former: str = "", was_live: bool = False) -> None:
    """A page that is about to read otherwise; `former` is where it stood in the tree, if elsewhere.

    Nothing happens for a draft that nobody sees.
    """
    if not (page.live or was_live):
        return
    stays = page.live
    left: list[str] = []
    if former and former != page.url_path:
        left = _addresses(former, page.url_path)
    lists = [PAGES, HOME, *_menus(page)]
    own = _tags(page)
    revalidate(expire=[*left, *([] if stays else [*own, PAGES])], stale=[*own, *lists])


def revalidate_gone(page: Page) -> None:
    """A page that is deleted."""
    if page.live:
        revalidate(expire=[*_tags(page), PAGES, HOME, *_menus(page)])


def revalidate_branch(page: Page) -> None:
    """A page and all below it, which were made private or are so no more."""
    below = Page.objects.descendant_of(page, inclusive=True)
    revalidate(expire=[tag for each in below for tag in _tags(each)] + [PAGES, HOME, *_menus(page)])


def revalidate_redirects(*old_paths: str) -> None:
    """Addresses that lead elsewhere, or no more."""
    revalidate(expire=[REDIRECTS, *(tag for path in old_paths for tag in page_tags(None, path))])


def revalidate_redirects_to(page: Page) -> None:
    """The redirects that Wagtail made by itself for a page that went elsewhere, and for those below it."""
    below = Page.objects.descendant_of(page, inclusive=True).values("pk")
    made = Redirect.objects.filter(redirect_page__in=below, automatically_created=True)
    revalidate_redirects(*made.values_list("old_path", flat=True))


def revalidate_site() -> None:
    """Name, menus, addresses: what stands on every page."""
    revalidate(stale=[SITE])


def revalidate_showing(medium: Any) -> None:
    """The pages, and the site, that show a medium."""
    models = {ContentType.objects.get_for_model(model, for_concrete_model=False).pk: model for model in _showing()}
    found = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(medium), to_object_id=str(medium.pk), content_type__in=models
    )
    shown_by = {models[key] for key in found.values_list("content_type", flat=True).distinct()}
    pages = [PAGES, HOME] if any(issubclass(model, SitePage) for model in shown_by) else []
    revalidate(stale=[*pages, *([SITE] if shown_by & {SiteSettings, Navigation} else [])])


def _showing() -> list[Any]:
    return [*SitePage.__subclasses__(), SiteSettings, Navigation]


def _tags(page: Page) -> list[str]:
    return page_tags(page.translation_key, address_below(root_of_site(), page.url_path))


def _addresses(former: str, now: str) -> list[str]:
    """Tags of the addresses that the page and all below it had and will have; what is below has not moved yet."""
    root = root_of_site()
    below = Page.objects.filter(url_path__startswith=former, live=True).values_list("url_path", flat=True)
    had = {former, *below}
    places = had | {now + place.removeprefix(former) for place in had}
    return [tag for place in places for tag in page_tags(None, address_below(root, place))]


def _menus(page: Page) -> list[str]:
    """Menus link to the page by its address."""
    menus = ContentType.objects.get_for_model(Navigation)
    linked = ReferenceIndex.get_references_to(page).filter(content_type=menus)
    return [SITE] if linked.exists() else []
