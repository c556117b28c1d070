"""Nothing that leaves the API can be guessed or counted."""

import uuid

import pytest
from django.apps import apps

from kit.ids import PublicIdField
from tests.api.document import DOCUMENT

pytestmark = pytest.mark.covers("fault-Z6")


def test_no_answer_names_a_row_by_its_key():
    wrong = [
        f"{name}.{field}"
        for name, schema in DOCUMENT["components"]["schemas"].items()
        for field, shape in schema.get("properties", {}).items()
        if (field in {"id", "pk"} or field.endswith(("_id", "_pk"))) and shape.get("type") == "integer"
    ]
    assert wrong == []


def test_addresses_name_things_by_random_ids_or_by_words():
    for path, methods in DOCUMENT["paths"].items():
        for operation in methods.values():
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "path":
                    assert parameter["schema"]["type"] == "string", path


@pytest.mark.parametrize(
    "field",
    [field for model in apps.get_models() for field in model._meta.local_fields if isinstance(field, PublicIdField)],
    ids=str,
)
def test_public_ids_are_random_and_unique(field):
    made = {field.get_default() for _ in range(100)}
    assert len(made) == 100
    assert {one.version for one in made} == {4}
    assert all(isinstance(one, uuid.UUID) for one in made)
    assert field.unique
