"""Files: evidence for disputes, as it is uploaded."""

from __future__ import annotations

from email.parser import BytesParser
from email.policy import HTTP

from tests.fakes.stripe.doors import door, filters, page, plain_list
from tests.fakes.stripe.params import PAGE, Required, choice, integer, text
from tests.fakes.stripe.refusals import BadRequest, Json
from tests.fakes.stripe.work import Work

PURPOSE = choice("dispute_evidence", "identity_document", "business_logo", "business_icon")
LARGEST = 5_000_000


def from_multipart(body: bytes, content_type: str) -> Json:
    """The fields of an upload; of the file, its name and its size in bytes."""
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body)
    given: Json = {}
    for part in message.iter_parts():
        name, payload = part.get_param("name", header="content-disposition"), part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(payload, bytes):
            raise BadRequest("The upload could not be read.")
        filename = part.get_filename()
        given[name] = {"filename": filename, "size": len(payload)} if filename else payload.decode("utf-8", "replace")
    return given


@door("POST", "/v1/files", {"file": Required({"filename": text, "size": integer}), "purpose": Required(PURPOSE)})
def create_file(work: Work, params: Json) -> Json:
    size, filename = params["file"]["size"], params["file"]["filename"]
    if not 0 < size <= LARGEST:
        raise BadRequest("The file is empty or too large.", code="file_too_large", param="file")
    file_id = work.new_id("file_1", 23)
    return work.add(
        {
            "id": file_id,
            "object": "file",
            "created": work.now,
            "expires_at": None,
            "filename": filename,
            "links": plain_list([], f"/v1/file_links?file={file_id}"),
            "purpose": params["purpose"],
            "size": size,
            "title": None,
            "type": filename.rpartition(".")[2].lower() or None,
            "url": f"{work.public_url}/v1/files/{file_id}/contents",
        }
    )


@door("GET", "/v1/files", {**PAGE, "purpose": PURPOSE})
def list_files(work: Work, params: Json) -> Json:
    return page(work.all("file", **filters(params, "purpose")), params, "/v1/files")


@door("GET", "/v1/files/{id}")
def show_file(work: Work, params: Json, file_id: str) -> Json:
    return work.get("file", file_id, param="file")
