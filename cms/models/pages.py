"""The site's own pages. What is live is public; front ends read it through `cms.documents`."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Concat, Left, Length
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager, PageViewRestriction, Site
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms.blocks.field import BodyField, HomeSectionsField
from cms.enums import PageKind
from previews.models import StorefrontPreview

INTRO_FEATURES = ["bold", "italic", "link"]
TEXT_PAGES = ["cms.PlainPage", "cms.ContactPage", "cms.ArticleIndexPage", "cms.HelpIndexPage"]


def root_url_path() -> models.Subquery:
    """Where in the tree the site begins, as a value for a query."""
    return models.Subquery(Site.objects.filter(is_default_site=True).values("root_page__url_path")[:1])


def root_of_site() -> str:
    """Where in the tree the site begins."""
    root: str | None = Site.objects.filter(is_default_site=True).values_list("root_page__url_path", flat=True).first()
    return root or "/"


class SitePageQuerySet(PageQuerySet):
    """Pages of the site; `shown` are those that everybody may read."""

    def shown(self) -> Any:
        """Published, and neither themselves nor below a page that was made private."""
        private = PageViewRestriction.objects.filter(page__path=Left(models.OuterRef("path"), Length("page__path")))
        return self.live().filter(~models.Exists(private))

    def at(self, path: str) -> Any:
        """The page at an address of the site, such as /help/payments."""
        return self.filter(url_path=Concat(root_url_path(), models.Value(f"{path.strip('/')}/".lstrip("/"))))


class SitePage(StorefrontPreview, Page):
    """What all pages of the site share. Its address is the path below the site's root, without a slash at its end."""

    page_kind: ClassVar[PageKind]

    share_picture = models.ForeignKey(
        "media.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture for sharing"),
        help_text=_("Shown where somebody shares the page; at least 1200 × 630. Without one the site's is taken."),
    )
    in_sitemap = models.BooleanField(
        _("show in the sitemap"), default=True, help_text=_("Search engines are told of the page.")
    )

    objects = PageManager.from_queryset(SitePageQuerySet)()

    is_creatable = False
    has_workflow = False

    class Meta:
        verbose_name = _("page of the site")
        verbose_name_plural = _("pages of the site")

    def get_workflow(self) -> None:
        return None

    @cached_property
    def address(self) -> str:
        """The path at which front ends show the page: /help/payments, or / for the site's root."""
        return address_below(root_of_site(), self.url_path)

    def get_url_parts(self, *args: Any, **kwargs: Any) -> tuple[int, str, str] | None:
        """The address on the storefront, which is where these pages are read."""
        for site in self._get_relevant_site_root_paths(kwargs.get("request")):
            return site.site_id, settings.SITE_URL, address_below(site.root_path, self.url_path)
        return None


def address_below(root: str, url_path: str) -> str:
    """The path on the storefront of what stands at `url_path` in the tree: /help/payments, or / for the root."""
    return "/" + url_path.removeprefix(root).strip("/")


class HomePage(SitePage):
    """The first page, made of sections."""

    page_kind = PageKind.HOME

    body = HomeSectionsField(blank=True, verbose_name=_("sections"))

    max_count = 1
    is_creatable = True
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = TEXT_PAGES
    search_fields = [*Page.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("home page")


class PlainPage(SitePage):
    """A page of text: about us, privacy, terms."""

    page_kind = PageKind.PLAIN

    standfirst = models.CharField(
        _("standfirst"), max_length=300, blank=True, help_text=_("A sentence or two under the title.")
    )
    body = BodyField(blank=True, verbose_name=_("text"))

    is_creatable = True
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.PlainPage"]
    subpage_types: ClassVar[list[str]] = ["cms.PlainPage"]
    search_fields = [*Page.search_fields, index.SearchField("standfirst"), index.SearchField("body")]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")


class ContactPage(SitePage):
    """Where visitors write to us."""

    page_kind = PageKind.CONTACT

    intro = RichTextField(_("introduction"), blank=True, features=INTRO_FEATURES)
    thanks = models.CharField(
        _("thanks"),
        max_length=300,
        default=_("Thank you. Your message is with us, and a person will answer it."),
        help_text=_("What is said once a message was sent."),
    )
    body = BodyField(blank=True, verbose_name=_("below the form"))

    max_count = 1
    is_creatable = True
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]

    class Meta:
        verbose_name = _("contact page")
