"""The editor is told at once when copies of a file cannot bear names."""

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from media.enums import StampFailure
from media.models import Document
from tests.factories.media import DocumentFactory
from tests.media.conftest import sent_paper
from tests.media.papers import many_pages, paper

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D8", "req-B3")]

ADD = "/admin/documents/add/"


@pytest.fixture
def editor(client, producer):
    client.force_login(producer)
    return client


def sent(content, name="plan.pdf", **fields):
    return {"title": "Plan", "tags": "", "file": SimpleUploadedFile(name, content), **fields}


def edit(document):
    return reverse("wagtaildocs:edit", args=[document.pk])


def plan_of(producer, content, name="plan.pdf", **fields):
    return DocumentFactory(uploaded_by_user=producer, file=ContentFile(content, name=name), **fields)


def errors_of(answer):
    return answer.context["form"].errors.get_json_data()


def messages(answer, field):
    return [one["message"] for one in errors_of(answer)[field]]


def test_one_says_so_while_uploading(editor):
    editor.post(ADD, sent(paper()))
    assert Document.objects.get().is_stamped is False
    editor.post(ADD, sent(paper(), title="Two", is_stamped="on"))
    assert Document.objects.get(title="Two").is_stamped is True


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (paper(encryption=pikepdf.Encryption(owner="a", user="b")), StampFailure.PASSWORD),
        (many_pages(2001), StampFailure.TOO_MANY_PAGES),
        (b"%PDF-1.7\nnothing", StampFailure.UNREADABLE),
    ],
    ids=["password", "pages", "broken"],
)
def test_what_cannot_be_stamped_is_said_at_once(editor, producer, content, reason):
    document = plan_of(producer, content)
    answer = editor.post(edit(document), {"title": "Plan", "tags": "", "is_stamped": "on"})
    assert messages(answer, "is_stamped") == [str(reason.label)]
    document.refresh_from_db()
    assert document.is_stamped is False


def test_a_new_file_that_cannot_be_stamped_does_not_take_the_place(editor, producer):
    document = plan_of(producer, paper(), is_stamped=True)
    before = document.file.name
    answer = editor.post(edit(document), sent(b"%PDF-1.7\nnothing", is_stamped="on"))
    assert messages(answer, "is_stamped") == [str(StampFailure.UNREADABLE.label)]
    document.refresh_from_db()
    assert document.file.name == before


def test_other_files_are_not_asked_about(editor, producer):
    sheet = plan_of(producer, b"A,B\n", name="plan.csv")
    assert "is_stamped" not in editor.get(edit(sheet)).context["form"].fields
    answer = editor.post(ADD, sent(b"A,B\n", name="plan.csv", is_stamped="on"))
    assert messages(answer, "is_stamped") == [str(StampFailure.NO_PDF.label)]


def test_what_is_for_everybody_cannot_bear_names(editor):
    answer = editor.post(ADD, sent(paper(), is_stamped="on", is_public="on"))
    assert "is_public" in errors_of(answer)
    assert not Document.objects.exists()


def test_other_changes_do_not_try_the_file_again(editor, producer, monkeypatch):
    document = plan_of(producer, paper(), is_stamped=True)
    monkeypatch.setattr("media.forms.documents.why_not_stamped", lambda file: pytest.fail("was tried"))
    editor.post(edit(document), {"title": "Another", "tags": "", "is_stamped": "on"})
    document.refresh_from_db()
    assert document.title == "Another"


def test_a_file_that_was_sent_in_parts_is_tried_too(editor, producer):
    broken = sent_paper(producer, content=b"%PDF-1.7\nnothing")
    answer = editor.post(ADD, {"title": "Plan", "tags": "", "upload": str(broken.public_id), "is_stamped": "on"})
    assert messages(answer, "is_stamped") == [str(StampFailure.UNREADABLE.label)]
    assert not Document.objects.exists()
    content = paper()
    whole = sent_paper(producer, content=content, modified=2)
    editor.post(ADD, {"title": "Plan", "tags": "", "upload": str(whole.public_id), "is_stamped": "on"})
    made = Document.objects.get()
    assert (made.is_stamped, made.file.open("rb").read()) == (True, content)
    worse = sent_paper(producer, content=b"%PDF-1.7\nnothing more", modified=3)
    answer = editor.post(edit(made), {"title": "Plan", "tags": "", "upload": str(worse.public_id), "is_stamped": "on"})
    assert messages(answer, "is_stamped") == [str(StampFailure.UNREADABLE.label)]
    made.refresh_from_db()
    assert made.file.open("rb").read() == content
