"""Lists of the site: articles, answers of the help centre, every public address; and the contact form."""

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from cms.documents.articles import article_cards, listed_articles
from cms.documents.help import find_answers
from cms.documents.sitemap import public_addresses
from cms.operations.contact import take_message
from frontend_api.bodies import read_body
from frontend_api.pagination import PAGE_PARAMETERS, page_size, read_cursor, sign_cursor, take_page
from frontend_api.v1.courses.views import ETAG
from frontend_api.v1.site import shapes
from frontend_api.v1.site.answers import public_answer
from kit.errors import InvalidInput
from kit.visitors import visitor_of

LONGEST_QUERY = 100
ADDRESSES_AT_ONCE = 100
CURSOR = [OpenApiParameter(each["name"], each["schema"], description=each["description"]) for each in PAGE_PARAMETERS]


class Articles(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="articles",
        summary="Articles, the newest first",
        parameters=[OpenApiParameter("tag", str, description="Only those with this tag, by its slug."), *CURSOR, ETAG],
        responses=shapes.ArticlesOut,
    )
    def get(self, request: Request) -> HttpResponse:
        tag = request.GET.get("tag", "")[:100]
        page = take_page(listed_articles(tag=tag), request, ordering=("-date", "-pk"), listing=f"articles?{tag}")
        return public_answer(request, {"results": article_cards(page.rows), "next_cursor": page.next_cursor})


class HelpSearch(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="search_help",
        summary="Search the help centre",
        description="At most twenty answers, best first; typing errors are forgiven.",
        parameters=[OpenApiParameter("q", str, required=True, description="What was typed.")],
        responses=shapes.FoundAnswersOut,
    )
    def get(self, request: Request) -> Response:
        words = request.GET.get("q", "").strip()
        if len(words) > LONGEST_QUERY:
            raise InvalidInput({"q": [f"At most {LONGEST_QUERY} characters, please."]})
        return Response({"results": find_answers(words) if words else []})


class Sitemap(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="sitemap",
        summary="Every public address",
        description="Pages of the site, categories, producers, courses, bundles, paths, and when each last changed.",
        parameters=[*CURSOR, ETAG],
        responses=shapes.SitemapOut,
    )
    def get(self, request: Request) -> HttpResponse:
        size = page_size(request, ADDRESSES_AT_ONCE)
        cursor = request.GET.get("cursor", "")
        found = public_addresses(size=size + 1, after=read_cursor("sitemap", cursor) if cursor else ())
        page, more = found[:size], len(found) > size
        results = [{"kind": one.kind, "path": one.path, "changed_at": one.changed_at} for one in page]
        following = sign_cursor("sitemap", page[-1].position) if more else None
        return public_answer(request, {"results": results, "next_cursor": following})


class Contact(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="contact",
        summary="Write to us",
        description="The message is stored and sent on to the site's contact address.",
        request=shapes.ContactIn,
        responses={202: None},
    )
    def post(self, request: Request) -> Response:
        body = read_body(request, shapes.ContactIn)
        take_message(
            name=body["name"],
            email=body["email"],
            subject=body["subject"],
            text=body["message"],
            trap=body["website"],
            sender=request.user if isinstance(request.user, User) else None,
            visitor=visitor_of(request._request),
        )
        return Response(status=202)
