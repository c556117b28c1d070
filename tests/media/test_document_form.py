"""The forms in which documents and sounds are added: Wagtail's own, with a file or with the name of an upload."""

import uuid
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from media.errors import PartsMissing, QuotaSpent, UploadOver
from media.models import Document, Upload
from media.models.file_types import DOCUMENTS
from media.operations.uploads import begin_upload, join_upload
from tests.factories.media import HEADS, DocumentFactory
from tests.media.conftest import bytes_of, claim_of, files_below, new_producer, sent_paper, sent_whole

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-B3", "req-J5")]

ADD = "/admin/documents/add/"
CHOOSER = "/admin/documents/chooser/create/"
PREFIX = "document-chooser-upload-"


@pytest.fixture
def editor(client, producer):
    client.force_login(producer)
    return client


def fields(upload, **others):
    return {"title": "Plan of the year", "tags": "", "upload": str(upload.public_id), **others}


def in_modal(data):
    return {f"{PREFIX}{name}": value for name, value in data.items()}


def picture_with_a_place():
    picture = Picture.new("RGB", (60, 30), "#1a1a2e")
    exif = picture.getexif()
    exif[0x010E] = "SECRET DESCRIPTION"
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_every_form_of_a_document_brings_the_script(editor, producer):
    document = DocumentFactory(uploaded_by_user=producer)
    pages = [editor.get(address).content.decode() for address in (ADD, f"/admin/documents/edit/{document.pk}/")]
    modal = editor.get("/admin/documents/chooser/").json()["html"]
    for page in (*pages, modal):
        assert page.count('<file-upload data-begin="/admin/media/uploads/" data-kind="document"') == 1
        assert page.count('type="file"') == 1
        assert "media/file_upload.js" in page
    assert 'name="upload"' in pages[0]
    assert f'name="{PREFIX}upload"' in modal
    assert [" data-replaces>" in page for page in (*pages, modal)] == [False, True, False]


def test_the_list_leads_to_the_form_that_sends_parts(editor):
    page = editor.get("/admin/documents/").content.decode()
    assert f'href="{ADD}"' in page
    assert "multiple/add" not in page


@pytest.mark.parametrize("name", ["plan.pdf", "vowels.mp3"])
def test_an_upload_becomes_the_document(editor, producer, media_root, django_capture_on_commit_callbacks, name):
    upload = sent_paper(producer, name)
    with django_capture_on_commit_callbacks(execute=True):
        answer = editor.post(ADD, fields(upload, tags="winter"))
    assert answer.status_code == 302
    made = Document.objects.get()
    ending = name.rpartition(".")[2]
    assert (made.title, made.uploaded_by_user) == ("Plan of the year", producer)
    assert (made.content_type, made.file_size) == (DOCUMENTS[ending].content_type, 250_000)
    assert [str(tag) for tag in made.tags.all()] == ["winter"]
    assert made.file.open("rb").read() == bytes_of(name)
    assert made.filename == f"Plan_of_the_year.{ending}"
    assert files_below(media_root) == [made.file.name]
    assert made.file.name.startswith("documents/")


def test_the_chooser_takes_it_too(editor, producer):
    answer = editor.post(CHOOSER, in_modal(fields(sent_paper(producer))))
    assert answer.json()["step"] == "chosen"
    made = Document.objects.get()
    assert answer.json()["result"]["id"] == str(made.pk)
    assert made.uploaded_by_user == producer


@pytest.mark.parametrize(("address", "shape"), [(ADD, dict), (CHOOSER, in_modal)])
def test_a_form_sent_twice_makes_one_document(editor, producer, address, shape):
    upload = sent_paper(producer)
    for _ in range(2):
        assert editor.post(address, shape(fields(upload))).status_code in {200, 302}
    assert Document.objects.count() == 1


@pytest.mark.parametrize(("address", "shape"), [(ADD, dict), (CHOOSER, in_modal)])
def test_the_file_itself_is_taken_as_ever(editor, producer, address, shape):
    paper = SimpleUploadedFile("plan.pdf", HEADS["pdf"], content_type="application/pdf")
    editor.post(address, shape({"title": "Plan", "tags": "", "upload": "", "file": paper}))
    made = Document.objects.get()
    assert (made.file.open("rb").read(), made.file_size) == (HEADS["pdf"], len(HEADS["pdf"]))
    assert made.uploaded_by_user == producer


def test_a_picture_comes_with_its_form_and_loses_its_metadata(editor, producer, sender):
    assert ' data-whole="gif jpeg jpg png webp"' in editor.get(ADD).content.decode()
    raw = picture_with_a_place()
    assert sender.begin(raw, name="hall.jpg", kind="document", content_type="image/jpeg").status_code == 422
    picture = SimpleUploadedFile("hall.jpg", raw, content_type="image/jpeg")
    assert editor.post(ADD, {"title": "Hall", "tags": "", "upload": "", "file": picture}).status_code == 302
    assert b"SECRET" in raw
    assert b"SECRET" not in Document.objects.get().file.open("rb").read()


def test_several_at_once_are_taken_as_ever(editor, producer):
    paper = SimpleUploadedFile("plan.pdf", HEADS["pdf"], content_type="application/pdf")
    answer = editor.post("/admin/documents/multiple/add/", {"title": "Plan", "files[]": paper})
    made = Document.objects.get()
    assert answer.json()["success"] is True
    assert "<file-upload" not in answer.json()["form"]
    changed = {f"doc-{made.pk}-title": "Plan of the year", f"doc-{made.pk}-tags": ""}
    assert editor.post(f"/admin/documents/multiple/{made.pk}/", changed).json()["success"] is True
    made.refresh_from_db()
    assert (made.title, made.file.open("rb").read()) == ("Plan of the year", HEADS["pdf"])


def refusals(editor, data, address=ADD):
    answer = editor.post(address, data)
    assert answer.status_code == 200
    assert not Document.objects.exists()
    return answer.context["form"].errors.get("file", [])


def test_a_file_has_to_be_chosen(editor):
    assert refusals(editor, {"title": "Plan", "tags": "", "upload": ""}) == ["Choose a file."]


def test_half_a_document_is_not_saved(editor, producer):
    claim = claim_of(bytes_of("plan.pdf"), name="plan.pdf", kind="document")
    assert refusals(editor, fields(begin_upload(claim, actor=producer))) == [str(PartsMissing())]


@pytest.mark.covers("fault-F3")
@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("plan.pdf", b"<html><script>alert(1)</script>"),
        ("plan.pdf", HEADS["mp3"]),
        ("vowels.mp3", HEADS["pdf"]),
        ("vowels.mp3", b"MZ" + bytes(100)),
        ("words.vtt", b"WEBVTT\n\n<script>"),
        ("words.txt", b"\xff\xfe\x00"),
        ("plan.docx", HEADS["pdf"]),
    ],
)
def test_what_is_not_what_its_name_says_is_refused_and_gone(editor, producer, media_root, name, head):
    upload = sent_paper(producer, name, head + bytes(1000))
    assert refusals(editor, fields(upload)) == ["The content of the file is not what its name says."]
    upload.refresh_from_db()
    assert upload.state == "refused"
    assert files_below(media_root) == []


@pytest.mark.covers("fault-F1", "fault-F3")
@pytest.mark.parametrize(
    ("name", "size", "reason"),
    [
        ("plan.pdf", 100 * 1024**2 + 1, "file_size"),
        ("vowels.mp3", 200 * 1024**2 + 1, "file_size"),
        ("words.vtt", 5 * 1024**2 + 1, "file_size"),
        ("plan.pdf", 0, "file_empty"),
        ("plan.exe", 10, "file_type"),
        ("page.html", 10, "file_type"),
        ("waltz.mp4", 10, "file_type"),
    ],
)
def test_each_kind_of_document_has_its_own_limits(sender, settings, name, size, reason):
    settings.MEDIA_QUOTA_BYTES = 10**10
    answer = sender.begin(b"", name=name, size=size, kind="document", content_type="")
    assert answer.status_code == 422
    assert answer.json()["error"]["details"]["reason"] == reason
    assert not Upload.objects.exists()


def test_documents_take_room(editor, producer, sender):
    sent_paper(producer)
    DocumentFactory(uploaded_by_user=producer)
    Document.objects.update(file_size=200_000)
    answer = sender.begin(bytes_of("waltz.mp4", 150_001))
    assert answer.json()["error"]["details"]["reason"] == "quota_spent"
    assert sender.begin(bytes_of("waltz.mp4", 150_000)).status_code == 200


def test_a_file_in_the_form_takes_room_too(editor, producer, settings):
    def form():
        paper = SimpleUploadedFile("plan.pdf", bytes_of("plan.pdf", 101), content_type="application/pdf")
        return {"title": "Plan", "tags": "", "upload": "", "file": paper}

    settings.MEDIA_QUOTA_BYTES = 100
    assert refusals(editor, form()) == [str(QuotaSpent(gigabytes=0))]
    settings.MEDIA_QUOTA_BYTES = 101
    assert editor.post(ADD, form()).status_code == 302


@pytest.mark.covers("fault-Z2", "fault-Z4")
def test_anothers_upload_is_no_document_of_mine(editor, producer):
    theirs = join_upload(sent_paper(new_producer()), actor=producer)
    missing = refusals(editor, {"title": "Plan", "tags": "", "upload": str(uuid.uuid4())})
    assert refusals(editor, fields(theirs)) == missing == [str(UploadOver())]
    modal = [
        editor.post(CHOOSER, in_modal({**fields(theirs), "upload": named})).json()["htmlFragment"].replace(named, "")
        for named in (str(theirs.public_id), str(uuid.uuid4()))
    ]
    assert [without_tokens(one) for one in modal[:1]] == [without_tokens(one) for one in modal[1:]]
    assert not Document.objects.exists()
    theirs.refresh_from_db()
    assert theirs.state == "joined"


def without_tokens(page):
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_a_film_is_no_document_and_a_document_no_film(editor, producer):
    film, paper = sent_whole(producer), sent_paper(producer)
    assert refusals(editor, fields(film)) == [str(UploadOver())]
    assert refusals(editor, fields(paper), "/admin/videos/new/") == [str(UploadOver())]
    assert set(Upload.objects.values_list("state", flat=True)) == {"open"}
