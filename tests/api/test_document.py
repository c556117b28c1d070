import re

import pytest
from django.core.management import CommandError, call_command

from frontend_api import documentation
from tests.api.document import DOCUMENT


def test_the_committed_document_is_what_the_code_says():
    call_command("openapi", "--check")


def test_an_old_document_is_noticed(tmp_path, monkeypatch):
    stale = tmp_path / "openapi.yaml"
    stale.write_text("openapi: 3.1.0\n")
    monkeypatch.setattr("frontend_api.management.commands.openapi.DOCUMENT", stale)
    with pytest.raises(CommandError, match="out of date"):
        call_command("openapi", "--check")


def test_every_operation_documents_its_errors_in_the_one_shape():
    for path, operations in DOCUMENT["paths"].items():
        for method, operation in operations.items():
            assert {"400", "429"} <= set(operation["responses"]), f"{method} {path}"
            assert operation["operationId"]
    for response in DOCUMENT["components"]["responses"].values():
        content = response["content"]["application/json"]
        assert content["schema"] == {"$ref": "#/components/schemas/Error"}
        assert set(content["example"]["error"]) == {"code", "message", "details"}


def test_the_document_is_served_as_it_is_committed(client):
    response = client.get("/api/v1/openapi.yaml")
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == documentation.DOCUMENT.read_bytes()


def test_the_reference_page_needs_nothing_from_elsewhere(client):
    page = client.get("/api/v1/docs").content.decode()
    assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=|style=|https?://", page)
    assert re.search(r'data-document="/api/v1/openapi.yaml"', page)
