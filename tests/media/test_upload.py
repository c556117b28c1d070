"""Files are taken when ending, content and size fit together; pictures lose their metadata; names are UUIDs."""

import re
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image as Picture

from media.models import Document, Image, Video, file_types
from media.operations.storing import store_image
from tests.factories.accounts import UserFactory
from tests.factories.media import HEADS, file_bytes, picture_bytes
from tests.media.hostile import moving_png

pytestmark = [pytest.mark.django_db, pytest.mark.covers("fault-F2", "fault-F3", "fault-F4", "fault-F7", "req-J5")]

UUID_NAME = re.compile(r"[a-z]+/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[a-z0-9]+")


def picture_with_gps(form: str = "JPEG", *, turned: bool = False) -> bytes:
    picture = Picture.new("RGB", (60, 30), "#1a1a2e")
    exif = picture.getexif()
    exif[0x010E] = "SECRET DESCRIPTION"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 24.0)
    if turned:
        exif[0x0112] = 6
    out = BytesIO()
    picture.save(out, form, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_metadata_is_gone_from_the_stored_original(form):
    ending = "jpg" if form == "JPEG" else form.lower()
    raw = picture_with_gps(form)
    assert b"SECRET" in raw
    image = Image.objects.create(title="Hall", file=ContentFile(raw, name=f"hall.{ending}"))
    stored = image.file.open("rb").read()
    assert b"SECRET" not in stored
    with Picture.open(BytesIO(stored)) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.size == (60, 30)


def test_metadata_is_gone_from_renditions_and_orientation_is_kept():
    image = Image.objects.create(title="Hall", file=ContentFile(picture_with_gps(turned=True), name="hall.jpg"))
    assert (image.width, image.height) == (30, 60)
    rendition = image.get_rendition("width-20")
    assert b"SECRET" not in rendition.file.open("rb").read()
    assert rendition.height == 40


def test_a_picture_uploaded_as_a_document_loses_its_metadata_too():
    document = Document.objects.create(title="Hall", file=ContentFile(picture_with_gps(), name="hall.jpg"))
    assert b"SECRET" not in document.file.open("rb").read()


@pytest.mark.parametrize(
    "name",
    ["../../x.png", "/etc/passwd.png", "a;rm -rf.png", "CON.png", "\u202egnp.png", "x" * 300 + ".png"],
)
def test_stored_names_are_uuids_within_their_folder(name):
    upload = ContentFile(picture_bytes())
    upload.name = name
    image = Image(title="Odd name")
    image.file = upload
    image.save()
    assert UUID_NAME.fullmatch(image.file.name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.png", b"<html><script>alert(1)</script></html>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("picture.png", picture_with_gps()),
        ("empty.png", b""),
        ("broken.png", picture_bytes()[:40]),
        ("script.png.html", picture_bytes()),
        ("no_ending", picture_bytes()),
        ("moving.png", moving_png()),
    ],
)
def test_pictures_that_are_not_what_they_say_are_refused(name, content):
    with pytest.raises(ValidationError):
        store_image(content, name=name, title="Bad", owner=UserFactory())
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.txt", b"<!DOCTYPE html><html>"),
        ("notes.txt", b"\xff\xfe\x00binary"),
        ("paper.pdf", b"<html>not a pdf</html>"),
        ("song.mp3", HEADS["pdf"]),
        ("page.html", b"<p>hello</p>"),
        ("app.exe", b"MZ" + bytes(100)),
        ("score.musicxml", b"<?xml version='1.0'?><html><script/></html>"),
    ],
)
def test_documents_that_are_not_what_they_say_are_refused(name, content):
    with pytest.raises(ValidationError):
        Document.objects.create(title="Bad", file=ContentFile(content, name=name))
    assert not Document.objects.exists()


@pytest.mark.parametrize("name", ["paper.pdf", "song.mp3", "film.vtt", "tune.abc"])
def test_honest_documents_are_taken(name):
    document = Document.objects.create(title="Plan", file=ContentFile(file_bytes(name), name=name))
    assert UUID_NAME.fullmatch(document.file.name)
    assert document.content_type == file_types.DOCUMENTS[name.rpartition(".")[2]].content_type
    assert document.file_size == len(file_bytes(name))
    assert document.filename == "Plan." + name.rpartition(".")[2]


def test_a_picture_with_too_many_pixels_is_refused():
    out = BytesIO()
    Picture.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(ValidationError):
        store_image(out.getvalue(), name="bomb.png", title="Bomb", owner=UserFactory())


def test_a_file_beyond_the_limit_is_refused(monkeypatch):
    small = {**file_types.VIDEOS, "mp4": file_types.FileType("video/mp4", 10, frozenset({".mp4"}))}
    monkeypatch.setattr(Video, "allowed_types", small)
    with pytest.raises(ValidationError):
        Video.objects.create(title="Long", file=ContentFile(file_bytes("film.mp4"), name="film.mp4"))


def test_saving_again_leaves_the_stored_file_alone():
    image = Image.objects.create(title="Hall", file=ContentFile(picture_bytes(), name="hall.png"))
    name = image.file.name
    image = Image.objects.get(pk=image.pk)
    image.title, image.uploaded_by_user = "Stage", UserFactory()
    image.save()
    assert image.file.name == name
