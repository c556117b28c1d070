"""Words of the site's pages that stay the same everywhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageKind(models.TextChoices):
    HOME = "home", _("home page")
    PLAIN = "plain", _("plain page")
    CONTACT = "contact", _("contact page")
    ARTICLE_INDEX = "article_index", _("list of articles")
    ARTICLE = "article", _("article")
    HELP_INDEX = "help_index", _("help centre")
    HELP_CATEGORY = "help_category", _("help topic")
    HELP_ARTICLE = "help_article", _("help answer")
