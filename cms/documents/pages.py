"""One page of the site, whatever its kind, as the public reads it."""

from collections.abc import Callable
from typing import Any

from cms.blocks import SiteContext, SiteReferences, references, represent, represent_html
from cms.documents.articles import article_fields
from cms.documents.context import Place, places, site_context
from cms.documents.help import help_answer_fields, help_index_fields, help_topic_fields
from cms.enums import PageKind
from cms.models import ContactPage, HomePage, PlainPage, SitePage, address_below, root_url_path

ROOT_DEPTH = 2


def find_page(path: str) -> Any | None:
    """The page that everybody may read at this address, as an instance of its own kind. Two queries."""
    found = SitePage.objects.shown().at(path).annotate(root=root_url_path()).first()
    if found is None:
        return None
    page = found.specific
    page.address = address_below(found.root, found.url_path)
    return page


def references_of(page: Any) -> SiteReferences:
    """What the text and the fields of the page itself refer to."""
    found = references([getattr(page, "body", None)], rich_texts=[getattr(page, "intro", "")])
    found.images |= {key for name in ("share_picture_id", "picture_id") if (key := getattr(page, name, None))}
    return found


def page_document(page: Any) -> dict[str, Any]:
    """The document of a page of any kind, as its fields are: those of a draft give the draft's document."""
    found = references_of(page)
    # From the page under the site's root down to the one above this page.
    above = [page.path[: depth * page.steplen] for depth in range(ROOT_DEPTH + 1, page.depth)]
    linked = places(found.pages, above)
    context = site_context(found, linked)
    way = [place for place in linked if place.tree_path in above]
    return {**_shared(page, context, way), **_FIELDS[page.page_kind](page, context)}


def _shared(page: Any, context: SiteContext, way: list[Place]) -> dict[str, Any]:
    standfirst = getattr(page, "standfirst", "")
    share_picture = page.share_picture_id or getattr(page, "picture_id", None)
    return {
        "type": page.page_kind.value,
        "id": str(page.translation_key),
        "path": page.address,
        "title": page.title,
        "breadcrumbs": [{"title": place.title, "path": place.address} for place in way],
        "seo": {
            "title": page.seo_title or page.title,
            "description": page.search_description or standfirst,
            "share_picture": context.media.image(share_picture),
            "in_sitemap": page.in_sitemap,
        },
        "published_at": page.first_published_at,
        "updated_at": page.last_published_at,
    }


def _home(page: HomePage, context: SiteContext) -> dict[str, Any]:
    return {"body": represent(page.body, context)}


def _plain(page: PlainPage, context: SiteContext) -> dict[str, Any]:
    return {"standfirst": page.standfirst, "body": represent(page.body, context)}


def _contact(page: ContactPage, context: SiteContext) -> dict[str, Any]:
    return {
        "intro_html": represent_html(page.intro, context),
        "thanks": page.thanks,
        "body": represent(page.body, context),
    }


def _article_index(page: Any, context: SiteContext) -> dict[str, Any]:
    return {"standfirst": page.standfirst}


_FIELDS: dict[PageKind, Callable[[Any, SiteContext], dict[str, Any]]] = {
    PageKind.HOME: _home,
    PageKind.PLAIN: _plain,
    PageKind.CONTACT: _contact,
    PageKind.ARTICLE_INDEX: _article_index,
    PageKind.ARTICLE: article_fields,
    PageKind.HELP_INDEX: help_index_fields,
    PageKind.HELP_CATEGORY: help_topic_fields,
    PageKind.HELP_ARTICLE: help_answer_fields,
}
