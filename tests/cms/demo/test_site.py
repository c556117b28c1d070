"""The demo's own pages: complete, valid, and leading somewhere."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import override_settings
from rest_framework.test import APIClient

from cms.blocks import page_kinds
from cms.demo.people import create_cast
from cms.demo.site import write_site
from cms.models import ArticlePage, HelpArticlePage, HelpCategoryPage, SitePage
from kit import clock
from tests.factories.published import live_course

pytestmark = pytest.mark.covers("req-B8")

# Addresses of the storefront that are no pages of the editor.
ELSEWHERE = {"/courses", "/artists", "/learning", "/sign-up"}


@pytest.fixture(scope="module", autouse=True)
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        transaction.atomic(),
    ):
        start = clock.now()
        live_course(title="Waltz")
        write_site(create_cast(start)["administrator"], start, lambda _: None)
        yield
        transaction.set_rollback(True)


def documents():
    client = APIClient()
    for page in SitePage.objects.shown():
        answer = client.get("/api/v1/pages", {"path": page.address})
        assert answer.status_code == 200, page.address
        yield answer.json()["document"]


def test_there_is_enough_to_read():
    assert ArticlePage.objects.shown().count() == 3
    assert HelpCategoryPage.objects.shown().count() == 4
    assert HelpArticlePage.objects.shown().count() >= 8
    addresses = {document["path"] for document in documents()}
    assert {"/", "/about", "/teach", "/privacy", "/terms", "/contact", "/articles", "/help"} <= addresses


def test_home_shows_every_kind_of_section():
    home = next(document for document in documents() if document["type"] == "home")
    sections = [section["type"] for section in home["body"]]
    assert set(sections) == set(page_kinds()) & {
        "hero", "features", "course_shelf", "categories", "testimonials", "pricing", "questions", "call_to_action"
    }  # fmt: skip
    assert home["body"][0]["value"]["picture"]["image"]["width"] == 1600


def mistakes_in(body):
    try:
        body.stream_block.clean(body)
    except ValidationError as error:
        return [str(error.as_json_data())]
    return []


def test_everything_would_be_taken_from_an_editor_too():
    for page in SitePage.objects.shown().specific():
        page.full_clean()
        if hasattr(page, "body"):
            assert mistakes_in(page.body) == [], page.address


def test_every_link_leads_somewhere():
    found = list(documents())
    client = APIClient()
    known = {document["path"] for document in found} | ELSEWHERE
    known |= {f"/categories/{slug}" for slug in ("dance", "voice", "instrument", "acting")}
    texts = [str(found), str(client.get("/api/v1/site").json())]
    led = {
        address.partition("?")[0]
        for text in texts
        for address in re.findall(r"""(?:'url': '|href=")(/[^'"]*)""", text)
        if not address.startswith("/api/")
    }
    assert len(led) > 15
    assert led - known == set()


def test_every_picture_may_be_fetched_by_visitors():
    client = APIClient()
    media = set(re.findall(r"/api/v1/media/[0-9a-f-]{36}", str(list(documents()))))
    assert len(media) >= 12
    assert {client.get(address).status_code for address in media} == {302}
