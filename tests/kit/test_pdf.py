"""Papers: a template becomes a PDF that holds its own type and has fetched nothing."""

import builtins
import logging
import re
import socket
import tempfile
import urllib.request
import zlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template import engines
from PIL import ImageFile

from kit import pdf
from kit.pdf import render_pdf
from media.models.stored_file import without_metadata
from tests.media.pictures import half_and_half, written

pytestmark = pytest.mark.covers("fault-X1")


def unpacked(paper: bytes) -> bytes:
    """All that a PDF holds, without its compression."""
    packed = re.findall(rb"/FlateDecode.*?stream\n(.*?)\nendstream", paper, re.DOTALL)
    return paper + b"".join(zlib.decompressobj().decompress(each) for each in packed)


@pytest.fixture
def drawn(monkeypatch):
    """Draws a body on the general paper."""

    def draw(body: str, pictures=None, **values: object) -> bytes:
        template = engines["django"].from_string(
            '{% extends "kit/paper.html" %}{% block body %}' + body + "{% endblock %}"
        )
        monkeypatch.setattr(pdf, "render_to_string", lambda name, given: template.render(given))
        return render_pdf("paper", {"title": "A paper", "issuer": "Perfomix", **values}, pictures=pictures)

    return draw


def test_a_paper_carries_its_own_type(drawn):
    paper = drawn("<h1 style='font-family: Archivo'>Receipt</h1><p>Zażółć, Жанна, €12</p>")
    assert paper.startswith(b"%PDF-1.7")
    inside = unpacked(paper)
    for face in (b"+Archivo", b"+Inter"):
        assert face in inside
    assert inside.count(b"/FontFile2") >= 2


def test_a_paper_shows_the_pictures_that_it_is_given_and_no_others(drawn, caplog):
    given = {"picture:seal": pdf.Picture(written(half_and_half(), "PNG"), "image/png")}
    with_it = drawn('<img src="picture:seal" alt="A seal">', given)
    assert b"/Subtype /Image" in with_it
    without = drawn('<img src="picture:other" alt="A seal">', given)
    assert b"/Subtype /Image" not in without


@pytest.mark.parametrize(
    "body",
    [
        '<img src="{}" alt="">',
        '<link rel="stylesheet" href="{}">',
        "<style>@import url({});</style>",
        '<style>@font-face {{ font-family: X; src: url("{}") }} p {{ font-family: X }}</style><p>x</p>',
        "<p style='background: url({})'>x</p>",
        '<object data="{}"></object><embed src="{}">',
        '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{}" width="9" height="9"/></svg>',
    ],
)
def test_a_paper_fetches_nothing(drawn, body, monkeypatch, tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>secret</text></svg>')
    asked = []
    monkeypatch.setattr(urllib.request.OpenerDirector, "open", lambda *given, **_: asked.append(given))
    monkeypatch.setattr(socket, "create_connection", lambda *given, **_: asked.append(given))
    opened = []
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: opened.append(path.name) or read(path))
    addresses = (secret.as_uri(), "http://127.0.0.1:9/x", "ftp://127.0.0.1/x", "x.css", "/etc/passwd")
    written = body.replace("{{", "{").replace("}}", "}")
    assert drawn("".join(written.replace("{}", address) for address in addresses)).startswith(b"%PDF")
    assert asked == []
    assert {name for name in opened if not name.endswith(".ttf")} == set()


def test_what_people_typed_is_text(drawn):
    words = "<script>alert(1)</script>{{ settings.SECRET_KEY }}"
    assert drawn("<p>{{ words }}</p>", words=words) != drawn("<p>{{ words|safe }}</p>", words=words)


@pytest.mark.covers("fault-F3")
def test_pictures_that_are_cut_off_are_refused_after_a_paper_too(drawn):
    # As the library leaves it that sets papers, when it is loaded.
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    drawn("<p>x</p>")
    cut = written(half_and_half(), "JPEG")[:-20]
    with pytest.raises(ValidationError):
        without_metadata(ContentFile(cut), "cut.jpg")


def test_the_type_of_a_paper_is_taken_away_with_it(drawn, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made = []
    make = tempfile.mkdtemp
    monkeypatch.setattr("weasyprint.text.fonts.mkdtemp", lambda **given: made.append(make(**given)) or made[-1])
    drawn("<p>x</p>")
    assert made != []
    assert list(tmp_path.iterdir()) == []


def test_setting_a_paper_is_not_told_step_by_step(drawn, caplog):
    drawn("<h1>Receipt</h1><p>x</p>")
    assert [record for record in caplog.records if record.levelno < logging.WARNING] == []


def test_what_is_missing_is_said(drawn, monkeypatch):
    imported = builtins.__import__

    def without_pango(name, *given, **known):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return imported(name, *given, **known)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(pdf.PapersNotInstalled, match="Pango"):
        drawn("<p>x</p>")
