"""Papers: a template becomes a PDF that holds its own type and has fetched nothing."""

import builtins
import re
import socket
import urllib.request
import zlib
from pathlib import Path

import pytest
from django.template import engines

from kit import pdf
from kit.pdf import render_pdf

pytestmark = pytest.mark.covers("fault-X1")


def unpacked(paper: bytes) -> bytes:
    """All that a PDF holds, without its compression."""
    packed = re.findall(rb"/FlateDecode.*?stream\n(.*?)\nendstream", paper, re.DOTALL)
    return paper + b"".join(zlib.decompressobj().decompress(each) for each in packed)


@pytest.fixture
def drawn(monkeypatch):
    """Draws a body on the general paper."""

    def draw(body: str, **values: object) -> bytes:
        template = engines["django"].from_string(
            '{% extends "kit/paper.html" %}{% block body %}' + body + "{% endblock %}"
        )
        monkeypatch.setattr(pdf, "render_to_string", lambda name, given: template.render(given))
        return render_pdf("paper", {"title": "A paper", "issuer": "Perfomix", **values})

    return draw


def test_a_paper_carries_its_own_type(drawn):
    paper = drawn("<h1 style='font-family: Archivo'>Receipt</h1><p>Zażółć, Жанна, €12</p>")
    assert paper.startswith(b"%PDF-1.7")
    inside = unpacked(paper)
    for face in (b"+Archivo", b"+Inter"):
        assert face in inside
    assert inside.count(b"/FontFile2") >= 2


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


def test_what_is_missing_is_said(drawn, monkeypatch):
    imported = builtins.__import__

    def without_pango(name, *given, **known):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return imported(name, *given, **known)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(pdf.PapersNotInstalled, match="Pango"):
        drawn("<p>x</p>")
