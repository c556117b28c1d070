"""Articles: the list of them, and each of them."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.models import Page
from wagtail.search import index

from cms.blocks.field import BodyField
from cms.enums import PageKind
from cms.models.pages import SitePage


class ArticleIndexPage(SitePage):
    """The page under which all articles stand; front ends list them, newest first."""

    page_kind = PageKind.ARTICLE_INDEX

    standfirst = models.CharField(
        _("standfirst"), max_length=300, blank=True, help_text=_("A sentence or two under the title.")
    )

    max_count = 1
    is_creatable = True
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.ArticlePage"]
    search_fields = [*Page.search_fields, index.SearchField("standfirst")]

    class Meta:
        verbose_name = _("list of articles")


class ArticleTag(TaggedItemBase):
    content_object = ParentalKey("cms.ArticlePage", on_delete=models.CASCADE, related_name="tagged_items")


class ArticlePage(SitePage):
    """An article."""

    page_kind = PageKind.ARTICLE

    date = models.DateField(_("date"), default=timezone.localdate)
    author_name = models.CharField(_("author"), max_length=80, blank=True)
    standfirst = models.CharField(
        _("standfirst"), max_length=300, help_text=_("A sentence or two that make one want to read on.")
    )
    picture = models.ForeignKey(
        "media.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=300,
        blank=True,
        help_text=_("Read out to people who cannot see it."),
    )
    body = BodyField(blank=True, verbose_name=_("text"))
    tags = ClusterTaggableManager(through=ArticleTag, blank=True, verbose_name=_("tags"))

    is_creatable = True
    parent_page_types: ClassVar[list[str]] = ["cms.ArticleIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
