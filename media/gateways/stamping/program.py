"""The program that opens the PDF. It is started by its path, apart from ours, and imports nothing of ours.

It reads one JSON object and ends with 0 once the copy is written. What it can name it prints as a word of
`media.enums.StampFailure`, and ends with 3; anything else is a bad end.
"""

import json
import logging
import math
import resource
import signal
import sys
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf

# How far the strip is from the edge of the page, and the width of the sheet that it was drawn for, in points.
EDGE = 6
SHEET = 595.28
# States of a page's drawing that are left open, or closed without having been opened. Viewers end at a few dozen.
MOST_STATES = 500
# How far up the tree of pages something that is inherited is looked for.
DEEPEST = 100
SIGNED = 1


class Refused(Exception):
    """Names why the file is not stamped."""


def main() -> int:
    asked = json.load(sys.stdin)
    limit(asked)
    try:
        write_copy(asked)
    except Refused as refused:
        return end_with(str(refused))
    except pikepdf.PasswordError:
        return end_with("password")
    return 0


def end_with(reason: str) -> int:
    sys.stdout.write(reason)
    return 3


def limit(asked: dict[str, Any]) -> None:
    """Ends that no file can move; the clock ends this program also when whoever began it is gone."""
    signal.alarm(asked["seconds"])
    for what, most in (
        (resource.RLIMIT_AS, asked["memory"]),
        (resource.RLIMIT_FSIZE, asked["output"]),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    # Where both are the same it is killed without a word, as if for its memory.
    resource.setrlimit(resource.RLIMIT_CPU, (asked["seconds"], asked["seconds"] + 1))
    # A file may have a million faults to tell of.
    logging.disable(logging.CRITICAL)


def write_copy(asked: dict[str, Any]) -> None:
    with Pdf.open(asked["source"], suppress_warnings=True) as pdf, Pdf.open(asked["strip"]) as drawn:
        if len(pdf.pages) > asked["pages"]:
            raise Refused("too_many_pages")
        if not len(pdf.pages):
            raise Refused("unreadable")
        refuse_what_a_stamp_breaks(pdf)
        strip = pdf.copy_foreign(Page(drawn.pages[0]).as_form_xobject())
        for page in pdf.pages:
            refuse_signatures(page)
            stamp_page(pdf, page, strip)
        inform(pdf, asked["words"])
        pdf.save(asked["target"], encryption=bool(pdf.is_encrypted))


def refuse_what_a_stamp_breaks(pdf: Pdf) -> None:
    """Signatures end with any change; of forms by XFA and of portfolios viewers show something else than the pages."""
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary):
        if "/XFA" in form:
            raise Refused("form")
        if int(number_or(form.get("/SigFlags"), 0)) & SIGNED:
            raise Refused("signed")
    if "/Perms" in pdf.Root:
        raise Refused("signed")
    if "/Collection" in pdf.Root:
        raise Refused("collection")


def refuse_signatures(page: Page) -> None:
    notes = page.obj.get("/Annots")
    for note in notes if isinstance(notes, Array) else ():
        if isinstance(note, Dictionary) and inherited(note, "/FT") == Name.Sig and inherited(note, "/V") is not None:
            raise Refused("signed")


def stamp_page(pdf: Pdf, page: Page, strip: Any) -> None:
    """Draw the strip over the page, in the middle of its foot as it is shown."""
    name = add_to_resources(page, strip)
    opened, needed = states_left(page)
    before = b"q\n" * (1 + needed)
    after = b"\nQ" * (1 + opened)
    place = " ".join(f"{number:.4f}" for number in placement(page, strip))
    page.contents_add(before, prepend=True)
    page.contents_add(after + f"\n/Artifact BMC q {place} cm {name} Do Q EMC\n".encode())


def states_left(page: Page) -> tuple[int, int]:
    """How many states of drawing are open at the page's end, and how many of them it needs opened at its beginning."""
    depth = lowest = 0
    if "/Contents" in page.obj:
        for instruction in pikepdf.parse_content_stream(page, "q Q"):
            depth += 1 if str(instruction.operator) == "q" else -1
            lowest = min(lowest, depth)
    if depth - lowest > MOST_STATES:
        raise Refused("unreadable")
    return depth - lowest, -lowest


def placement(page: Page, strip: Any) -> list[float]:
    """The matrix that moves the strip to the foot of the page as it is shown: turned, cropped, in the page's unit."""
    left, low, right, high = shown_box(page)
    match int(number_or(inherited(page.obj, "/Rotate"), 0)) % 360:
        case 90:
            along, up, origin, width, height = (0, 1), (-1, 0), (right, low), high - low, right - left
        case 180:
            along, up, origin, width, height = (-1, 0), (0, -1), (right, high), right - left, high - low
        case 270:
            along, up, origin, width, height = (0, -1), (1, 0), (left, high), high - low, right - left
        case _:
            along, up, origin, width, height = (1, 0), (0, 1), (left, low), right - left, high - low
    box = [float(number) for number in strip.BBox]
    # As large on any page as on a sheet of A4, so that a slide or a pocket score shows it like that too.
    scale = min(width, height) / SHEET
    aside, above = (width - (box[2] - box[0]) * scale) / 2, EDGE * scale
    aside, above = aside - box[0] * scale, above - box[1] * scale
    return [
        along[0] * scale,
        along[1] * scale,
        up[0] * scale,
        up[1] * scale,
        origin[0] + along[0] * aside + up[0] * above,
        origin[1] + along[1] * aside + up[1] * above,
    ]


def shown_box(page: Page) -> tuple[float, float, float, float]:
    """What of the page is shown: its crop box, as far as that lies on the sheet."""
    sheet = corners(inherited(page.obj, "/MediaBox"))
    crop = inherited(page.obj, "/CropBox")
    cropped = sheet if crop is None else corners(crop)
    left, low = max(sheet[0], cropped[0]), max(sheet[1], cropped[1])
    right, high = min(sheet[2], cropped[2]), min(sheet[3], cropped[3])
    if right <= left or high <= low:
        # Viewers take a crop box for none that shows nothing.
        left, low, right, high = sheet
    return left, low, right, high


def corners(box: Any) -> tuple[float, float, float, float]:
    if not isinstance(box, Array) or len(box) != 4:
        raise Refused("unreadable")
    x1, y1, x2, y2 = (number_or(one, math.nan) for one in box)
    found = min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
    if not all(math.isfinite(one) and abs(one) < 1e6 for one in found) or found[0] == found[2] or found[1] == found[3]:
        raise Refused("unreadable")
    return found


def inherited(node: Any, key: str) -> Any:
    """What a page, or a field of a form, says itself or has from what is above it."""
    for _ in range(DEEPEST):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    raise Refused("unreadable")


def number_or(told: Any, other: float) -> float:
    try:
        return float(told)
    except (TypeError, ValueError):
        return other


def add_to_resources(page: Page, strip: Any) -> str:
    """Name the strip among what the page draws with. Pages share such lists, so the page gets one of its own."""
    shared = inherited(page.obj, "/Resources")
    own = copied(shared)
    own["/XObject"] = copied(own.get("/XObject"))
    name = str(Name.random(prefix="Stamp"))
    own["/XObject"][name] = strip
    page.obj["/Resources"] = own
    return name


def copied(told: Any) -> Dictionary:
    return Dictionary(dict(told.items())) if isinstance(told, Dictionary) else Dictionary()


def inform(pdf: Pdf, words: str) -> None:
    """Say in the document's information whose copy it is, beside what it says already."""
    if not isinstance(pdf.trailer.get("/Info"), Dictionary):
        pdf.trailer["/Info"] = pdf.make_indirect(Dictionary())
    keywords = "; ".join(filter(None, [text_of(pdf.docinfo.get("/Keywords")), words]))
    pdf.docinfo["/Keywords"] = keywords
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
        told["dc:rights"] = words
        told["pdf:Keywords"] = keywords


def text_of(told: Any) -> str:
    return str(told) if isinstance(told, pikepdf.String) else ""


if __name__ == "__main__":
    sys.exit(main())
