"""The document's examples are what its schemas describe."""

import pytest
from jsonschema import Draft202012Validator

from tests.api.document import DOCUMENT


def examples():
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
            for body in bodies:
                for media in body.get("content", {}).values():
                    for name, example in media.get("examples", {}).items():
                        yield pytest.param(media["schema"], example["value"], id=f"{method} {path} {name}")


EXAMPLES = list(examples())


def test_the_main_operations_have_examples():
    illustrated = {parameter.id.rsplit(" ", 1)[0] for parameter in EXAMPLES}
    assert {"get /api/v1/courses", "post /api/v1/me/progress", "post /api/v1/courses/{slug}/enrolment"} <= illustrated


@pytest.mark.parametrize(("schema", "example"), EXAMPLES)
def test_an_example_is_what_its_schema_says(schema, example):
    Draft202012Validator({**schema, "components": DOCUMENT["components"]}).validate(example)
