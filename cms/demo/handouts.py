"""The hand-out of the demo's courses: a practice log of six weeks as a PDF of one page, written by our own code."""

WIDTH, HEIGHT = 595, 842  # A4 in points
MARGIN = 50
WEEKS = 6
COLUMNS = (("Day", 70), ("Minutes", 70), ("What I worked on", 240), ("What changed", 115))
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HEADS = {
    "en": ("Practice log", COLUMNS, DAYS, "Week"),
    "de": (
        "Übungstagebuch",
        (("Tag", 70), ("Minuten", 70), ("Woran ich gearbeitet habe", 240), ("Was anders wurde", 115)),
        ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
        "Woche",
    ),
}


def practice_log(language: str) -> bytes:
    """The practice log in English or German."""
    title, columns, days, week = HEADS[language]
    pen = [_text(MARGIN, HEIGHT - 62, 22, title), "0.6 w 0.16 0.16 0.27 RG"]
    top = HEIGHT - 92
    row = (top - MARGIN) / (WEEKS * (len(days) + 1) + 1)
    y = top - row
    pen += [_text(x + 4, y + 4, 9, name) for x, name in _places(columns)]
    for number in range(1, WEEKS + 1):
        y -= row
        pen.append(f"0.93 0.94 0.95 rg {MARGIN} {y:.1f} {WIDTH - 2 * MARGIN} {row:.1f} re f 0 g")
        pen.append(_text(MARGIN + 4, y + 4, 9, f"{week} {number}"))
        for day in days:
            y -= row
            pen.append(_text(MARGIN + 4, y + 4, 8, day))
            pen.append(f"{MARGIN} {y:.1f} m {WIDTH - MARGIN} {y:.1f} l S")
    for x, _name in _places(columns)[1:]:
        pen.append(f"{x} {top:.1f} m {x} {y:.1f} l S")
    return _document("\n".join(pen).encode("cp1252"), title, language)


def _places(columns: tuple[tuple[str, int], ...]) -> list[tuple[int, str]]:
    places, x = [], MARGIN
    for name, width in columns:
        places.append((x, name))
        x += width
    return places


def _text(x: float, y: float, size: int, words: str) -> str:
    return f"BT /F1 {size} Tf {x:.1f} {y:.1f} Td ({words}) Tj ET"


def _document(drawing: bytes, title: str, language: str) -> bytes:
    name = b"\xfe\xff" + title.encode("utf-16-be")
    parts = [
        f"<< /Type /Catalog /Pages 2 0 R /Lang ({language}) >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R ".encode()
        + b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title <" + name.hex().encode() + b"> >>",
    ]
    written = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    written += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    written += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)
    return bytes(written)
