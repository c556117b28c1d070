"""Every block goes from what is stored to what front ends get, and the schema says so."""

import json

import jsonschema
import pytest
from django.template.loader import render_to_string

from content.blocks import lesson_kinds, publishing_context, represent, resource_kinds, schemas
from content.templatetags.published_blocks import published_blocks
from courses.models import LessonPage
from tests.content.blocks.stored import stored_blocks, stored_resources
from tests.factories.media import media_of_each_kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def media():
    return media_of_each_kind()


def test_every_kind_has_a_stored_example(media):
    assert [block["type"] for block in stored_blocks(media)] == lesson_kinds()
    assert [block["type"] for block in stored_resources(media)] == resource_kinds()


def test_stored_blocks_survive_wagtail_and_are_published_alike(media):
    for field, stored in (("content", stored_blocks(media)), ("resources", stored_resources(media))):
        stream = LessonPage._meta.get_field(field).to_python(json.dumps(stored))
        assert [block.block_type for block in stream] == [block["type"] for block in stored]
        assert represent(stream) == represent(stored) == represent(json.dumps(stored))
        stream.stream_block.clean(stream)


@pytest.mark.covers("req-B2")
def test_published_blocks_obey_their_schema(media):
    described = schemas()
    for block in [*represent(stored_blocks(media)), *represent(stored_resources(media))]:
        jsonschema.validate(block, described[block["type"]], format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize(
    "broken", [None, "", 7, [], {}, [[]], {"rows": 3}, {"columns": [1]}, {"images": [{"type": 4}]}]
)
def test_half_written_values_are_published_as_empty_ones(broken):
    described = schemas()
    published = represent([{"type": kind, "value": broken} for kind in described])
    assert [block["type"] for block in published] == list(described)
    for block in published:
        jsonschema.validate(block, described[block["type"]])


def test_queries_do_not_grow_with_blocks(media, django_assert_num_queries):
    few = stored_blocks(media)
    with django_assert_num_queries(4):
        represent(few)
    with django_assert_num_queries(4):
        context = publishing_context([few * 40] * 5)
        for _ in range(5):
            represent(few * 40, context)


def test_every_block_has_a_template_that_shows_its_words(media):
    published = [*represent(stored_blocks(media)), *represent(stored_resources(media))]
    html = str(published_blocks(published))
    assert html.count('class="lesson-block ') >= len(published)
    for words in ("Words of a text", "Words of a heading", "Words of a quote", "Words of a cell", "Words of a caption"):
        assert words in html


def test_every_block_has_a_preview_in_the_chooser():
    for kind, block in LessonPage._meta.get_field("content").stream_block.child_blocks.items():
        assert block.is_previewable
        context = block.get_preview_context(block.get_preview_value(), {"page_title": "Preview"})
        jsonschema.validate({**context["content"][0], "id": "5b0c5f1e-65c8-4d6a-9f0e-1f7f5a2a7c11"}, schemas()[kind])
        html = render_to_string(block.get_preview_template(None), context)
        assert f"lesson-block--{kind.replace('_', '-')}" in html
        assert block.get_description()


def test_a_link_to_a_lesson_names_the_lesson_and_one_to_nowhere_keeps_its_words():
    stored = [
        {
            "type": "rich_text",
            "value": '<p><a linktype="page" id="5">here</a> and <a linktype="page" id="6">there</a></p>',
        }
    ]
    context = publishing_context([stored], lessons={5: "aa1d7c1e-0000-4000-8000-000000000000"})
    assert represent(stored, context)[0]["value"]["html"] == (
        '<p><a href="/lessons/aa1d7c1e-0000-4000-8000-000000000000" rel="noopener noreferrer">here</a> and there</p>'
    )


def test_a_link_to_a_document_asks_for_access(media):
    stored = [{"type": "rich_text", "value": f'<p><a linktype="document" id="{media["paper"]}">plan</a></p>'}]
    assert 'href="/api/v1/media/' in represent(stored)[0]["value"]["html"]
