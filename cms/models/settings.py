"""What holds for the whole site: its name and its menus. One row each, which a migration made."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting

from cms.blocks.field import FooterColumnsField, LinksField, MenuField


class SiteSettings(BaseGenericSetting):
    """Name, addresses and pictures of the site as front ends show them."""

    name = models.CharField(_("name"), max_length=60, default="Perfomix")
    tagline = models.CharField(_("tagline"), max_length=120, blank=True, help_text=_("What the site is, in one line."))
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("For search engines and shared links, where a page has none of its own."),
    )
    contact_address = models.EmailField(
        _("contact address"), blank=True, help_text=_("Messages of the contact page are sent there.")
    )
    share_picture = models.ForeignKey(
        "media.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture for sharing"),
        help_text=_("Shown where somebody shares a page that has no picture; at least 1200 × 630."),
    )
    may_be_indexed = models.BooleanField(
        _("search engines may index the site"), default=True, help_text=_("Switch it off until the site opens.")
    )
    instagram = models.URLField("Instagram", blank=True)
    youtube = models.URLField("YouTube", blank=True)
    tiktok = models.URLField("TikTok", blank=True)
    facebook = models.URLField("Facebook", blank=True)
    linkedin = models.URLField("LinkedIn", blank=True)
    mastodon = models.URLField("Mastodon", blank=True)
    bluesky = models.URLField("Bluesky", blank=True)

    NETWORKS = ("instagram", "youtube", "tiktok", "facebook", "linkedin", "mastodon", "bluesky")

    class Meta:
        verbose_name = _("site")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def the_one(cls) -> Self:
        """The settings, read without writing; as they come where somebody deleted the row."""
        return cls.objects.order_by("pk").first() or cls()


class Navigation(BaseGenericSetting):
    """The menus of every page."""

    header = MenuField(blank=True, verbose_name=_("header"))
    footer = FooterColumnsField(blank=True, verbose_name=_("columns of the footer"))
    legal = LinksField(blank=True, verbose_name=_("last line of the footer"))

    class Meta:
        verbose_name = _("navigation")

    def __str__(self) -> str:
        return str(_("navigation"))

    @classmethod
    def the_one(cls) -> Self:
        """The menus, read without writing; none where somebody deleted the row."""
        return cls.objects.order_by("pk").first() or cls()
