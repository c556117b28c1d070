"""What search engines are told: which addresses there are, and what stands at each."""

import json
import re
import struct
import urllib.request
from html import unescape

import pytest

from tests.storefront.asking import ask

pytestmark = pytest.mark.browser

LARGEST_SHARED = 1_000_000
KINDS = {
    "/": {"WebSite"},
    "/courses": {"ItemList"},
    "/artists": {"ItemList"},
    "/bundles": {"ItemList"},
    "/paths": {"ItemList"},
    "/articles/": {"Article", "BreadcrumbList"},
    "/artists/": {"ProfilePage", "BreadcrumbList"},
    "/bundles/": {"Product", "BreadcrumbList"},
    "/paths/": {"EducationalOccupationalProgram", "BreadcrumbList"},
    "/categories/": {"BreadcrumbList"},
    "/courses/": {"Course", "BreadcrumbList"},
    "/help/": {"BreadcrumbList"},
}


@pytest.fixture(scope="module")
def addresses(perfomix):
    return re.findall(r"<loc>([^<]+)</loc>", ask(f"{perfomix.shop}/sitemap.xml").body)


def one(pattern, page):
    found = re.findall(pattern, page)
    assert len(found) == 1, (pattern, found)
    return unescape(found[0])


def meta(name, page):
    return one(rf'<meta (?:property|name)="{name}" content="([^"]*)"', page)


def facts(page):
    """What the page says of itself as schema.org has it, by kind."""
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    found = [json.loads(script) for script in scripts]
    assert all(each["@context"] == "https://schema.org" for each in found)
    return {each["@type"]: each for each in found}


def kinds_at(path):
    _, first, *below = path.split("/")
    return KINDS.get(f"/{first}/" if below else path, set())


def test_each_address_of_the_sitemap_is_a_page_that_says_what_it_is(perfomix, addresses):
    paths = [address.removeprefix(perfomix.shop) or "/" for address in addresses]
    assert len(paths) == len(set(paths)) > 30
    assert set(KINDS) <= {*paths, *(path[: path.rindex("/") + 1] for path in paths)}
    titles, pictures = set(), {}
    for path in paths:
        answer = ask(perfomix.shop + path)
        assert answer.status == 200, path
        address, page = perfomix.shop + path.removesuffix("/"), answer.body
        assert one(r'<link rel="canonical" href="([^"]+)"', page) == address
        languages = dict(re.findall(r'<link rel="alternate" hrefLang="([^"]+)" href="([^"]+)"', page))
        assert languages == {"en": address, "x-default": address}, path
        assert meta("description", page), path
        assert meta("og:title", page), path
        assert meta("og:url", page) == address
        assert 'name="robots"' not in page, path
        picture = meta("og:image", page)
        assert picture.startswith(perfomix.shop + "/"), path
        assert (meta("og:image:width", page), meta("og:image:height", page)) == ("1200", "630"), path
        assert meta("og:image:alt", page), path
        assert meta("twitter:card", page) == "summary_large_image", path
        pictures.setdefault(picture, path)
        titles.add(one(r"<title>([^<]+)</title>", page))
        assert set(facts(page)) == kinds_at(path), path
    assert len(titles) == len(paths)
    # The four lists and the plans share a picture; everything else has one of its own.
    assert len(pictures) == len(paths) - 4


@pytest.mark.parametrize(
    "path", ["/", "/courses/adagio-and-allegro", "ARTIST", "ARTICLE", "/categories/dance", "/help"]
)
def test_a_shared_link_shows_a_picture_that_is_drawn(perfomix, addresses, path):
    kind = {"ARTIST": "/artists/", "ARTICLE": "/articles/"}.get(path)
    address = next(each for each in addresses if kind in each) if kind else perfomix.shop + path
    picture = meta("og:image", ask(address).body)
    with urllib.request.urlopen(picture, timeout=60) as answer:  # noqa: S310 - our own address
        drawn = answer.read()
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert drawn.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", drawn[16:24]) == (1200, 630)
    assert len(drawn) < LARGEST_SHARED


@pytest.mark.parametrize(
    "name", ["courses/no-such-course.png", "courses/adagio-and-allegro", "no/such/page.png", ".png"]
)
def test_what_is_no_page_has_no_picture(perfomix, name):
    assert ask(f"{perfomix.shop}/share/{name}").status == 404


def test_what_a_course_says_of_itself(perfomix):
    found = facts(ask(f"{perfomix.shop}/courses/adagio-and-allegro").body)
    course, way = found["Course"], found["BreadcrumbList"]["itemListElement"]
    assert course["url"] == f"{perfomix.shop}/courses/adagio-and-allegro"
    assert course["creator"][0]["url"].startswith(f"{perfomix.shop}/artists/")
    assert ask(course["creator"][0]["url"]).status == 200
    assert [step["position"] for step in way] == list(range(1, len(way) + 1))
    assert all(ask(step["item"]).status == 200 for step in way if "item" in step)


def test_robots_keep_out_of_what_is_personal(perfomix):
    rules = ask(f"{perfomix.shop}/robots.txt").body.splitlines()
    assert f"Sitemap: {perfomix.shop}/sitemap.xml" in rules
    for path in ("/account", "/learning", "/notices", "/preview/", "/internal/", "/found/"):
        assert f"Disallow: {path}" in rules


def test_narrowed_lists_are_not_kept_by_search_engines(perfomix):
    page = ask(f"{perfomix.shop}/courses?level=beginner").body
    assert "noindex" in meta("robots", page)
    assert one(r'<link rel="canonical" href="([^"]+)"', page) == f"{perfomix.shop}/courses"
