"""Articles as the public reads them: each of them, and the cards by which they are listed."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Prefetch, Q

from cms.blocks import SiteContext, SiteReferences, represent
from cms.models import ArticlePage, ArticleTag, address_below, root_url_path
from content.blocks import MediaLookup

RELATED = 3


def listed_articles(*, tag: str = "") -> Any:
    """Articles that everybody may read, ready for `article_cards`; with the address of a tag, those that bear it."""
    items = Prefetch("tagged_items", ArticleTag.objects.select_related("tag"))
    articles = ArticlePage.objects.shown().annotate(root=root_url_path()).prefetch_related(items)
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
            "tags": _tags(page.tagged_items.all()),
        }
        for page in shown
    ]


def article_fields(page: ArticlePage, context: SiteContext) -> dict[str, Any]:
    """What an article has beside what all pages have. Four queries."""
    items = list(page.tagged_items.select_related("tag"))
    return {
        "standfirst": page.standfirst,
        "date": page.date,
        "author_name": page.author_name,
        "picture": _picture(page, context.media),
        "body": represent(page.body, context),
        "tags": _tags(items),
        "related": article_cards(_related(page, [item.tag_id for item in items])),
    }


def _related(page: ArticlePage, tags: list[int]) -> Any:
    """At most three others: those that share most tags, the newest first among equals."""
    shared = Count("tagged_items", filter=Q(tagged_items__tag__in=tags))
    return listed_articles().exclude(pk=page.pk).annotate(shared=shared).order_by("-shared", "-date", "-pk")[:RELATED]


def _picture(page: ArticlePage, media: MediaLookup) -> dict[str, Any] | None:
    image = media.image(page.picture_id)
    return {"image": image, "alt_text": page.picture_alt} if image else None


def _tags(items: Iterable[ArticleTag]) -> list[dict[str, str]]:
    tags = sorted((item.tag for item in items), key=lambda tag: tag.name.casefold())
    return [{"slug": tag.slug, "name": tag.name} for tag in tags]
