"""The site's own pages, what holds for the whole site, and what visitors wrote."""

from cms.models.articles import ArticleIndexPage, ArticlePage, ArticleTag
from cms.models.help import HelpArticlePage, HelpCategoryPage, HelpIndexPage
from cms.models.messages import ContactMessage
from cms.models.pages import ContactPage, HomePage, PlainPage, SitePage, address_below, root_url_path
from cms.models.settings import Navigation, SiteSettings

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "ArticleTag",
    "ContactMessage",
    "ContactPage",
    "HelpArticlePage",
    "HelpCategoryPage",
    "HelpIndexPage",
    "HomePage",
    "Navigation",
    "PlainPage",
    "SitePage",
    "SiteSettings",
    "address_below",
    "root_url_path",
]
