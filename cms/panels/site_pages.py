"""What the editor shows of each kind of page, and in which order. Installed when the apps are ready."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from cms.models import (
    ArticleIndexPage,
    ArticlePage,
    ContactPage,
    HelpArticlePage,
    HelpCategoryPage,
    HelpIndexPage,
    HomePage,
    PlainPage,
)


def _page(*panels: Any, title_help: Any = "") -> TabbedInterface:
    return TabbedInterface(
        [
            ObjectList([TitleFieldPanel("title", help_text=title_help), *panels], heading=_("Content")),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
                        heading=_("Search engines"),
                    ),
                    FieldPanel("share_picture"),
                    FieldPanel("in_sitemap"),
                ],
                heading=_("Address and sharing"),
            ),
            ObjectList([PublishingPanel()], heading=_("Publishing")),
        ]
    )


def install_pages() -> None:
    """Give the pages of the site their editors. Models may not know of panels, so it is done from here."""
    HomePage.edit_handler = _page(
        FieldPanel("body"), title_help=_("The name of the page in the editor; visitors read the heading of the hero.")
    )
    PlainPage.edit_handler = _page(FieldPanel("standfirst"), FieldPanel("body"))
    ContactPage.edit_handler = _page(FieldPanel("intro"), FieldPanel("thanks"), FieldPanel("body"))
    ArticleIndexPage.edit_handler = _page(FieldPanel("standfirst"))
    ArticlePage.edit_handler = _page(
        FieldPanel("standfirst"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("author_name")]),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")),
        FieldPanel("body"),
        FieldPanel("tags", help_text=_("Words by which articles are found and kept together.")),
    )
    HelpIndexPage.edit_handler = _page(FieldPanel("standfirst"))
    HelpCategoryPage.edit_handler = _page(FieldPanel("standfirst"))
    HelpArticlePage.edit_handler = _page(
        FieldPanel("standfirst"),
        FieldPanel("body"),
        FieldPanel("is_frequent"),
        title_help=_("The question, as somebody would ask it."),
    )
