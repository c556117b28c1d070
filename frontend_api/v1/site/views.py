"""The site's own pages: what every page shows, and the page at an address."""

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from cms.documents.pages import find_page, page_document
from cms.documents.redirects import find_redirect
from cms.documents.site import site_document
from frontend_api.schema import REFUSALS
from frontend_api.v1.courses.views import ETAG
from frontend_api.v1.site import shapes
from frontend_api.v1.site.answers import public_answer
from kit.errors import InvalidInput, NotFound

LONGEST_PATH = 500


def wanted_path(request: Request) -> str:
    """`path` of the query: an address of the site, with or without a slash at its end."""
    path = request.GET.get("path", "")
    if not path.startswith("/") or len(path) > LONGEST_PATH:
        raise InvalidInput({"path": [f"A path of the site of at most {LONGEST_PATH} characters, such as /help."]})
    return path


class Site(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="site",
        summary="What every page shows",
        description="Name, addresses and menus of the site.",
        parameters=[ETAG],
        responses=shapes.SiteOut,
    )
    def get(self, request: Request) -> HttpResponse:
        return public_answer(request, {"document": site_document()})


class Pages(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="page",
        summary="The page at an address",
        description="A page of the site, or where the address leads now. `type` tells the kinds of page apart.",
        parameters=[
            OpenApiParameter("path", str, required=True, description="Such as /, /about or /help/payments."),
            ETAG,
        ],
        responses=shapes.PAGE_ANSWER,
        extensions={REFUSALS: [404]},
    )
    def get(self, request: Request) -> HttpResponse:
        path = wanted_path(request)
        page = find_page(path)
        if page is not None:
            return public_answer(request, {"outcome": "page", "document": page_document(page)})
        way = find_redirect(path)
        if way is None:
            raise NotFound
        return public_answer(request, {"outcome": "redirect", "target": way.target, "is_permanent": way.is_permanent})
