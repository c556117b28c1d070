"""The help centre: topics, and the answers below them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index

from cms.blocks.field import BodyField
from cms.enums import PageKind
from cms.models.pages import SitePage


class HelpIndexPage(SitePage):
    """The entrance of the help centre: its topics, and the questions that are asked most often."""

    page_kind = PageKind.HELP_INDEX

    standfirst = models.CharField(_("standfirst"), max_length=300, blank=True)

    max_count = 1
    is_creatable = True
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.HelpCategoryPage"]

    class Meta:
        verbose_name = _("help centre")


class HelpCategoryPage(SitePage):
    """A topic of the help centre."""

    page_kind = PageKind.HELP_CATEGORY

    standfirst = models.CharField(
        _("standfirst"), max_length=300, blank=True, help_text=_("A sentence that says what is answered here.")
    )

    is_creatable = True
    parent_page_types: ClassVar[list[str]] = ["cms.HelpIndexPage"]
    subpage_types: ClassVar[list[str]] = ["cms.HelpArticlePage"]

    class Meta:
        verbose_name = _("help topic")
        verbose_name_plural = _("help topics")


class HelpArticlePage(SitePage):
    """An answer; its title is the question."""

    page_kind = PageKind.HELP_ARTICLE

    standfirst = models.CharField(
        _("answer in short"), max_length=300, help_text=_("The answer in one or two sentences, shown in lists.")
    )
    is_frequent = models.BooleanField(
        _("asked often"), default=False, help_text=_("Shown on the first page of the help centre.")
    )
    body = BodyField(blank=True, verbose_name=_("answer in full"))

    is_creatable = True
    parent_page_types: ClassVar[list[str]] = ["cms.HelpCategoryPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst", boost=2),
        index.SearchField("body"),
        index.FilterField("is_frequent"),
    ]

    class Meta:
        verbose_name = _("help answer")
        verbose_name_plural = _("help answers")
