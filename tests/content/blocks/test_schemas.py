"""The schema of the API and what is published agree, whatever is stored."""

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from content.blocks import lesson_kinds, represent, resource_kinds, schema_name, schemas
from tests.content.blocks.attacks import CONTEXT
from tests.content.blocks.stored import stored_blocks, stored_resources

MEDIA = {"image": 1, "sound": 2, "captions": 3, "paper": 4, "film": 5, "back": 6, "quiz": 7, "assignment": 8}
EXAMPLES = [*stored_blocks(MEDIA), *stored_resources(MEDIA)]
NAMES = st.sampled_from(["type", "value", "id", "rows", "content"])
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "value", "id", "rows", "content"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def mutated(value, draw):
    """The value with some of its parts replaced by anything JSON can hold, or missing."""
    if draw(st.integers(0, 7)) == 0:
        return draw(JUNK)
    if isinstance(value, dict):
        return {name: mutated(part, draw) for name, part in value.items() if draw(st.integers(0, 7))}
    if isinstance(value, list):
        return [mutated(part, draw) for part in value]
    if isinstance(value, str) and draw(st.booleans()):
        return draw(st.text(max_size=20))
    return value


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_whatever_is_stored_what_is_published_obeys_the_schema(data):
    described = schemas()
    example = data.draw(st.sampled_from(EXAMPLES))
    stored = {**example, "value": mutated(example["value"], data.draw)}
    published = represent([stored], CONTEXT)
    assert [block["type"] for block in published] == [example["type"]]
    jsonschema.validate(published[0], described[example["type"]], cls=Draft202012Validator)


@given(JUNK)
@settings(max_examples=300, deadline=None)
def test_what_is_no_list_of_blocks_publishes_nothing_that_is_none(junk):
    described = schemas()
    for block in represent(junk, CONTEXT):
        jsonschema.validate(block, described[block["type"]])


def test_every_kind_has_a_sound_schema_that_tells_it_from_the_others():
    described = schemas()
    assert set(described) == {*lesson_kinds(), *resource_kinds()}
    for kind, schema in described.items():
        Draft202012Validator.check_schema(schema)
        assert schema["properties"]["type"]["const"] == kind
        assert schema["required"] == ["type", "id", "value"]
    assert len({schema_name(kind) for kind in described}) == len(described)
    assert schema_name("rich_text") == "RichTextBlock"


def test_blocks_within_columns_can_be_named_instead_of_written_out():
    named = schemas(lambda kind: {"$ref": f"#/components/schemas/{schema_name(kind)}"})
    content = named["columns"]["properties"]["value"]["properties"]["columns"]["items"]["properties"]["content"]
    assert {"$ref": "#/components/schemas/RichTextBlock"} in content["items"]["oneOf"]
    assert {"$ref": "#/components/schemas/ColumnsBlock"} not in content["items"]["oneOf"]
    # Neither columns nor quizzes nor assignments stand in columns.
    assert len(content["items"]["oneOf"]) == len(lesson_kinds()) - 3


def test_publishing_the_same_twice_gives_the_same():
    stored = [
        {"type": "quote", "value": {"text": "Words"}},
        {"type": "quote", "value": {"text": "Words"}, "id": "not-a-uuid"},
    ]
    first, second = represent(stored, CONTEXT), represent(stored, CONTEXT)
    assert first == second
    assert len({block["id"] for block in first}) == 2
