"""The shapes of the site's documents, for the API's document. Nothing is rendered through them."""

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from cms.enums import PageKind
from commerce.enums import TaxMode
from frontend_api.v1.media.shapes import LookShape

ADDRESS_KINDS = ["page", "category", "producer", "course", "bundle", "path"]
BLOCKS = {"type": "array", "items": {"$ref": "#/components/schemas/PageBlock"}}
ENTRIES = {"type": "array", "items": {"$ref": "#/components/schemas/MenuEntry"}}
LINKS = {"type": "array", "items": {"$ref": "#/components/schemas/LinkEntry"}}
GROUPS = {"type": "array", "items": {"$ref": "#/components/schemas/GroupEntry"}}


def shown(schema: dict[str, Any]) -> type[serializers.Field]:
    """A field that is described by `schema` and never renders anything."""

    @extend_schema_field(schema)
    class Field(serializers.Field):
        pass

    return Field


BlocksField, EntriesField, LinksField, GroupsField = map(shown, (BLOCKS, ENTRIES, LINKS, GROUPS))


class MediumShape(LookShape):
    """A picture as it is stored; a `width` in the query of its address asks for a smaller one."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    title = serializers.CharField()
    content_type = serializers.CharField()


class SitePictureShape(serializers.Serializer):
    image = MediumShape()
    alt_text = serializers.CharField(help_text="Empty where it is decoration.")


class SocialShape(serializers.Serializer):
    network = serializers.CharField()
    url = serializers.CharField()


class SiteShape(serializers.Serializer):
    """What every page shows."""

    name = serializers.CharField()
    tagline = serializers.CharField()
    description = serializers.CharField(help_text="For pages that have none of their own.")
    contact_address = serializers.CharField()
    share_picture = MediumShape(allow_null=True)
    may_be_indexed = serializers.BooleanField(help_text="Search engines may index the site.")
    currencies = serializers.ListField(
        child=serializers.CharField(),
        help_text="Something is sold in each of them.",
    )
    tax = serializers.ChoiceField(TaxMode.choices, help_text="Where tax stands: within prices, or added to them.")
    social = SocialShape(many=True)
    header = EntriesField()
    footer = GroupsField()
    legal = LinksField()


class SiteOut(serializers.Serializer):
    document = SiteShape()


class CrumbShape(serializers.Serializer):
    title = serializers.CharField()
    path = serializers.CharField()


class PageSeoShape(serializers.Serializer):
    title = serializers.CharField()
    description = serializers.CharField()
    share_picture = MediumShape(allow_null=True, help_text="Null where the site's own is to be taken.")
    in_sitemap = serializers.BooleanField()


def kind(value: PageKind) -> Any:
    return shown({"type": "string", "const": value.value})()


class PageShape(serializers.Serializer):
    id = serializers.UUIDField()
    path = serializers.CharField(help_text="Without a slash at its end; / for the home page.")
    title = serializers.CharField()
    breadcrumbs = CrumbShape(many=True, help_text="The pages above, the home page left out.")
    seo = PageSeoShape()
    published_at = serializers.DateTimeField(allow_null=True)
    updated_at = serializers.DateTimeField(allow_null=True)


class HomeShape(PageShape):
    type = kind(PageKind.HOME)
    body = BlocksField()


class PlainShape(PageShape):
    type = kind(PageKind.PLAIN)
    standfirst = serializers.CharField()
    body = BlocksField()


class ContactShape(PageShape):
    type = kind(PageKind.CONTACT)
    intro_html = serializers.CharField(help_text="Sanitised.")
    thanks = serializers.CharField(help_text="To be said once a message was sent.")
    body = BlocksField()


class TagShape(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.CharField()


class ArticleCardShape(serializers.Serializer):
    path = serializers.CharField()
    title = serializers.CharField()
    standfirst = serializers.CharField()
    date = serializers.DateField()
    author_name = serializers.CharField()
    picture = SitePictureShape(allow_null=True)
    tags = TagShape(many=True)


class ArticleIndexShape(PageShape):
    type = kind(PageKind.ARTICLE_INDEX)
    standfirst = serializers.CharField()


class ArticleShape(PageShape):
    type = kind(PageKind.ARTICLE)
    standfirst = serializers.CharField()
    date = serializers.DateField()
    author_name = serializers.CharField()
    picture = SitePictureShape(allow_null=True)
    body = BlocksField()
    tags = TagShape(many=True)
    related = ArticleCardShape(many=True)


class AnswerCardShape(serializers.Serializer):
    path = serializers.CharField()
    title = serializers.CharField()
    standfirst = serializers.CharField(help_text="The answer in short.")


class TopicShape(serializers.Serializer):
    path = serializers.CharField()
    title = serializers.CharField()
    standfirst = serializers.CharField()
    answers = AnswerCardShape(many=True)


class HelpIndexShape(PageShape):
    type = kind(PageKind.HELP_INDEX)
    standfirst = serializers.CharField()
    topics = TopicShape(many=True)
    frequent = AnswerCardShape(many=True, help_text="What is asked most often.")


class HelpTopicShape(PageShape):
    type = kind(PageKind.HELP_CATEGORY)
    standfirst = serializers.CharField()
    answers = AnswerCardShape(many=True)


class HelpAnswerShape(PageShape):
    type = kind(PageKind.HELP_ARTICLE)
    standfirst = serializers.CharField(help_text="The answer in short.")
    body = BlocksField()
    others = AnswerCardShape(many=True)


PAGE = PolymorphicProxySerializer(
    component_name="PageDocument",
    serializers={
        PageKind.HOME.value: HomeShape,
        PageKind.PLAIN.value: PlainShape,
        PageKind.CONTACT.value: ContactShape,
        PageKind.ARTICLE_INDEX.value: ArticleIndexShape,
        PageKind.ARTICLE.value: ArticleShape,
        PageKind.HELP_INDEX.value: HelpIndexShape,
        PageKind.HELP_CATEGORY.value: HelpTopicShape,
        PageKind.HELP_ARTICLE.value: HelpAnswerShape,
    },
    resource_type_field_name="type",
)


@extend_schema_field(PAGE)
class PageField(serializers.Field):
    """Any kind of page."""


class PageFound(serializers.Serializer):
    """The page at this address."""

    outcome = shown({"type": "string", "const": "page"})()
    document = PageField()


class PageMoved(serializers.Serializer):
    """The address leads elsewhere: to a path of the site or to a whole address."""

    outcome = shown({"type": "string", "const": "redirect"})()
    target = serializers.CharField()
    is_permanent = serializers.BooleanField()


PAGE_ANSWER = PolymorphicProxySerializer(
    component_name="PageAnswer",
    serializers={"page": PageFound, "redirect": PageMoved},
    resource_type_field_name="outcome",
)


class ArticlesOut(serializers.Serializer):
    results = ArticleCardShape(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class FoundAnswersOut(serializers.Serializer):
    results = AnswerCardShape(many=True)


class PublicAddressShape(serializers.Serializer):
    kind = serializers.ChoiceField(ADDRESS_KINDS)
    path = serializers.CharField()
    changed_at = serializers.DateTimeField(allow_null=True, help_text="Null where nothing was published there yet.")


class SitemapOut(serializers.Serializer):
    results = PublicAddressShape(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class ContactIn(serializers.Serializer):
    name = serializers.CharField(max_length=120)
    email = serializers.EmailField(max_length=254)
    subject = serializers.CharField(max_length=150, allow_blank=True, default="")
    message = serializers.CharField(max_length=5000)
    website = serializers.CharField(
        max_length=500, allow_blank=True, default="", help_text="Hidden from people; must stay empty."
    )
