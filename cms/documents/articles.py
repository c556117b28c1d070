"""Articles as the public reads them: each of them, and the cards by which they are listed."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q

from cms.blocks import SiteContext, SiteReferences, represent
from cms.models import ArticlePage, address_below, root_url_path
from courses.blocks import MediaLookup

RELATED = 3


def listed_articles(*, tag: str = "") -> Any:
    """Articles that everybody may read, ready for `article_cards`; with the address of a tag, those that bear it."""
    articles = ArticlePage.objects.shown().annotate(root=root_url_path()).prefetch_related("tagged_items__tag")
    return articles.filter(tags__slug=tag) if tag else articles


def article_cards(articles: Iterable[ArticlePage]) -> list[dict[str, Any]]:
    """What a list shows of each article. One query for the pictures of all."""
    shown = list(articles)
    media = MediaLookup(SiteReferences(images={page.picture_id for page in shown if page.picture_id}))
    return [
        {
            "path": address_below(page.root, page.url_path),
            "title": page.title,
            "standfirst": page.standfirst,
            "date": page.date,
            "author_name": page.author_name,
            "picture": _picture(page, media),
            "tags": _tags(page),
        }
        for page in shown
    ]


def article_fields(page: ArticlePage, context: SiteContext) -> dict[str, Any]:
    """What an article has beside what all pages have."""
    return {
        "standfirst": page.standfirst,
        "date": page.date,
        "author_name": page.author_name,
        "picture": _picture(page, context.media),
        "body": represent(page.body, context),
        "tags": _tags(page),
        "related": article_cards(related_articles(page)),
    }


def related_articles(page: ArticlePage) -> Any:
    """At most three others: those that share most tags, the newest first among equals."""
    shared = Count("tagged_items", filter=Q(tagged_items__tag__in=[item.tag_id for item in page.tagged_items.all()]))
    others = listed_articles().exclude(pk=page.pk).annotate(shared=shared)
    return others.order_by("-shared", "-date", "-pk")[:RELATED]


def _picture(page: ArticlePage, media: MediaLookup) -> dict[str, Any] | None:
    image = media.image(page.picture_id)
    return {"image": image, "alt_text": page.picture_alt} if image else None


def _tags(page: ArticlePage) -> list[dict[str, str]]:
    tags = sorted((item.tag for item in page.tagged_items.all()), key=lambda tag: tag.name.casefold())
    return [{"slug": tag.slug, "name": tag.name} for tag in tags]
