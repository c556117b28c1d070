"""Whoever has a name can read it on their papers, in whichever script it is written."""

import io
import unicodedata

import pypdfium2
import pytest

from certificates.operations.drawing import draw
from commerce.enums import PaperKind
from commerce.operations.papers import TEMPLATES
from kit import pdf
from media.operations.stamping import strip_with
from tests.certificates.test_drawing import said

pytestmark = [pytest.mark.covers("req-C8", "req-D1")]

NAMES = {
    "chinese": "王小明",
    "traditional": "鄭臺灣",
    "japanese": "髙橋 はなこ",
    "korean": "김민수",
    "arabic": "محمد علي",
    "hebrew": "דוד לוי",
    "devanagari": "राम शर्मा",
    "thai": "สมชาย ใจดี",
}


def receipt_for(name: str) -> bytes:
    buyer = {"name": name, "email": "", "address": [], "tax_numbers": []}
    values = {"title": "Receipt", "issuer": "Perfomix", "buyer": buyer, "business": {"name": "Perfomix"}}
    return pdf.render_pdf(TEMPLATES[PaperKind.RECEIPT], values)


DRAWN = {
    "certificate": lambda name: draw(said(name=name)),
    "receipt": receipt_for,
    "strip": lambda name: strip_with([name, "w…@example.org"]),
}


def letters(text: str) -> set[str]:
    return {letter for letter in unicodedata.normalize("NFKC", text) if not letter.isspace()}


def letters_on(file: bytes) -> set[str]:
    return letters(pypdfium2.PdfDocument(io.BytesIO(file))[0].get_textpage().get_text_range())


@pytest.mark.parametrize("paper", DRAWN)
@pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))
def test_every_name_is_written_in_letters(paper, name, caplog):
    on_it = letters_on(DRAWN[paper](name))
    assert letters(name) - on_it == set()
    # What no font has is drawn as a box, and said in the log.
    assert ".notdef" not in caplog.text


def test_a_letter_that_no_font_has_is_said(caplog):
    draw(said(name="\U0001e900\U000e0100\U0010fffd"))
    assert ".notdef" in caplog.text
