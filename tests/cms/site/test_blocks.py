"""Blocks of the site's pages: what leaves is safe and of the documented shape, whatever was stored."""

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from cms.blocks import SiteContext, menu_schemas, references, represent, represent_menu, section_schemas
from content.blocks.addresses import safe_address
from tests.content.blocks.attacks import EverythingIsThere, assert_allowed_only, attacks

pytestmark = pytest.mark.covers("req-B8")

CONTEXT = SiteContext(media=EverythingIsThere(), addresses={1: "/about"})
PICTURE = {"image": 1, "alt_text": "A stage"}
BROKEN = [None, "", 7, True, [], {}, [[]], {"features": 3}, {"plans": [1]}, {"action": "x"}, {"categories": [{}]}]


def sections_with(text: str) -> list[dict[str, Any]]:
    """Every section with the same text wherever text can stand."""
    action = {"label": text, "page": None, "address": text}
    picture = {**PICTURE, "alt_text": text}
    person = {"text": text, "name": text, "role": text, "picture": picture}
    plan = {"name": text, "price_text": text, "currency": text, "period": text, "points": [text], "action": action}
    values = {
        "hero": {"eyebrow": text, "heading": text, "text": text, "action": action, "picture": picture},
        "features": {"heading": text, "features": [{"icon": text, "heading": text, "text": text}]},
        "course_shelf": {"heading": text, "rule": text, "category": text, "courses": [text], "action": action},
        "categories": {"heading": text, "categories": [{"category": text, "picture": picture}]},
        "testimonials": {"heading": text, "testimonials": [person]},
        "pricing": {"heading": text, "plans": [{**plan, "amount_minor": 100}], "footnote": text},
        "questions": {"heading": text, "questions": [{"question": text, "answer": text}]},
        "call_to_action": {"heading": text, "action": action, "second_action": action, "picture": picture},
    }
    assert values.keys() == section_schemas().keys()
    return [{"type": kind, "value": value} for kind, value in values.items()]


def named(value: Any, ending: str) -> Iterator[str]:
    """Every text in the answer whose field's name ends so."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name.endswith(ending) and isinstance(inner, str):
                yield inner
            yield from named(inner, ending)
    elif isinstance(value, list):
        for inner in value:
            yield from named(inner, ending)


def validate(blocks: list[dict[str, Any]], described: dict[str, Any]) -> None:
    for block in blocks:
        jsonschema.validate(block, described[block["type"]], format_checker=jsonschema.FormatChecker())


def test_every_section_obeys_its_schema():
    shown = represent(sections_with("/courses"), CONTEXT)
    assert len(shown) == 8
    validate(shown, section_schemas())


@pytest.mark.parametrize("broken", BROKEN)
def test_half_written_sections_are_shown_as_empty_ones(broken):
    stored = [{"type": kind, "value": broken} for kind in section_schemas()]
    references([stored])
    validate(represent(stored, CONTEXT), section_schemas())
    menu = [{"type": kind, "value": broken} for kind in menu_schemas()]
    references([], menus=[menu])
    assert represent_menu(menu, CONTEXT) == []


@pytest.mark.covers("fault-X1", "fault-X2")
@pytest.mark.parametrize("attack", attacks())
def test_an_attack_in_any_field_leaves_harmless(attack):
    stored = sections_with(attack)
    references([stored])
    shown = represent(stored, CONTEXT)
    validate(shown, section_schemas())
    for html in named(shown, "_html"):
        assert_allowed_only(html)
    for address in named(shown, "url"):
        assert safe_address(address) == address
    link = {"label": attack, "page": None, "address": attack}
    entries = [{"type": "link", "value": link}, {"type": "group", "value": {"heading": attack, "links": [link]}}]
    menu = represent_menu(entries, CONTEXT)
    validate(menu, menu_schemas())
    for address in named(menu, "url"):
        assert safe_address(address) == address


def test_a_link_to_a_page_that_is_not_public_is_left_out():
    action = {"label": "About", "page": 1, "address": ""}
    hidden = {"label": "Hidden", "page": 2, "address": ""}
    stored = [{"type": "hero", "value": {"heading": "x", "action": action, "second_action": hidden}}]
    assert references([stored]).pages == {1, 2}
    value = represent(stored, CONTEXT)[0]["value"]
    assert (value["action"], value["second_action"]) == ({"label": "About", "url": "/about"}, None)


def test_rich_text_leads_to_pages_of_the_site():
    answer = '<p><a linktype="page" id="1">Us</a> and <a linktype="page" id="2">not yet</a></p>'
    stored = [{"type": "questions", "value": {"questions": [{"question": "Who?", "answer": answer}]}}]
    html = represent(stored, CONTEXT)[0]["value"]["questions"][0]["answer_html"]
    assert html == '<p><a href="/about" rel="noopener noreferrer">Us</a> and not yet</p>'
