"""PDFs made in the test, whole and hostile ones, and what is seen of a page."""

from collections.abc import Sequence
from io import BytesIO

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf

A4 = (0, 0, 595, 842)
DRAWING = b"BT /F1 24 Tf 72 700 Td (Plie) Tj ET"


def paper(
    pages: int = 1,
    *,
    box: Sequence[float] = A4,
    crop: Sequence[float] | None = None,
    turned: int = 0,
    drawing: bytes = DRAWING,
    **save: object,
) -> bytes:
    """A PDF with a word on each page."""
    with Pdf.new() as pdf:
        face = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        for _ in range(pages):
            page = Dictionary(
                Type=Name.Page,
                MediaBox=Array(list(box)),
                Rotate=turned,
                Resources=Dictionary(Font=Dictionary(F1=face)),
                Contents=pdf.make_stream(drawing),
            )
            if crop:
                page.CropBox = Array(list(crop))
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        return saved(pdf, **save)


def saved(pdf: Pdf, **options: object) -> bytes:
    out = BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def changed(content: bytes, change) -> bytes:
    """The PDF with something else in it."""
    with Pdf.open(BytesIO(content)) as pdf:
        change(pdf)
        return saved(pdf)


def texts_of(content: bytes) -> list[str]:
    """What is to be read on each page."""
    with pypdfium2.PdfDocument(content) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def place_of(content: bytes, words: str, *, page: int = 0) -> tuple[float, float, float, float]:
    """Where the words are on the page as it is shown: left, top, right, bottom, in parts of its width and height."""
    with pypdfium2.PdfDocument(content) as pdf:
        shown = pdf[page]
        text = shown.get_textpage()
        found = text.search(words).get_next()
        assert found, (words, text.get_text_bounded())
        index, count = found
        boxes = [text.get_charbox(number) for number in range(index, index + count)]
        width, height = shown.get_size()
        view = shown.render(scale=1).get_posconv(shown)
        corners = [view.to_bitmap(x, y) for left, low, right, high in boxes for x, y in ((left, low), (right, high))]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return min(across) / width, min(down) / height, max(across) / width, max(down) / height


def many_pages(count: int) -> bytes:
    """A PDF of that many empty pages, written by hand: a library would take minutes."""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    bodies = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids)]
    bodies += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * count
    return by_hand(bodies)


def by_hand(bodies: Sequence[bytes]) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    out, places = BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(bodies, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start))
    return out.getvalue()
