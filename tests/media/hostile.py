"""Files that were made to hurt: scripts in drawings, files of two kinds, bombs, films that are damaged everywhere."""

import io
import random
import struct
import zipfile
import zlib

from PIL import Image as Picture

from tests.factories.media import HEADS
from tests.media.films import film
from tests.media.pictures import half_and_half, written

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
DRAWINGS = {
    "script": SVG + b"><script>alert(1)</script></svg>",
    "onload": SVG + b' onload="alert(1)"/>',
    "foreign object": SVG + b"><foreignObject><body onload='alert(1)'/></foreignObject></svg>",
    "link": SVG + b'><a xlink:href="javascript:alert(1)"><text>a</text></a></svg>',
    "use": SVG + b'><use xlink:href="https://example.org/x.svg#a"/></svg>',
    "style": SVG + b"><style>@import url(https://example.org/x.css);</style></svg>",
    "entity": b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG + b">&a;</svg>",
    "laughs": b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + SVG
    + b">&b;</svg>",
}


def png_that_says(width, height):
    """A PNG of a few bytes that says how large it is."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def gif_of(frames, side):
    """A GIF of so many frames, each of which changes a pixel."""
    size = struct.pack("<HH", side, side)
    frame = b"\x21\xf9\x04\x04\x01\x00\x00\x00\x2c" + struct.pack("<HHHH", 0, 0, 1, 1) + b"\x00\x02\x02\x44\x01\x00"
    return b"GIF89a" + size + b"\x80\x00\x00\x00\x00\x00\xff\xff\xff" + frame * frames + b"\x3b"


def zipped(name="word/document.xml", size=50_000_000):
    """A little archive of much of the same."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, bytes(size))
    return out.getvalue()


def moving_png():
    return written(half_and_half(), "PNG", save_all=True, append_images=[half_and_half("#000000")])


def png_with(name, content):
    """A PNG that is whole but for what it says of itself."""
    whole = written(half_and_half(), "PNG")
    return whole[:33] + chunk(name, content) + whole[33:]


def wide_png():
    """As many pixels as no door takes, in little room."""
    out = io.BytesIO()
    Picture.new("1", (12_000, 12_000)).save(out, "PNG")
    return out.getvalue()


PICTURES = {
    "more pixels than are taken": ("wide.png", wide_png()),
    "damaged exif": ("exif.png", png_with(b"eXIf", b"MM\0*")),
    "damaged exif in a text": ("exif.png", png_with(b"tEXt", b"Raw profile type exif\0\nexif\n 6\nno hex\n")),
    "a text that grows": ("text.png", png_with(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(5_000_000)))),
    "pixels": ("bomb.png", png_that_says(50_000, 50_000)),
    "one long line": ("line.png", png_that_says(2**31 - 1, 1)),
    "frames": ("frames.gif", gif_of(10_000, 10)),
    "frames and pixels": ("screen.gif", gif_of(499, 7000)),
    "moving png": ("moving.png", moving_png()),
    "page": ("page.png", b"<html><script>alert(1)</script></html>"),
    "page with a picture's head": ("page.gif", b"GIF89a<html><script>alert(1)</script></html>"),
    "cut off": ("cut.jpg", written(half_and_half(), "JPEG")[:200]),
    "two endings": ("hall.php.png.html", written(half_and_half(), "PNG")),
    "archive": ("hall.png", zipped(size=1000)),
    "nothing": ("nothing.png", b""),
    **{f"drawing: {name}": ("drawing.svg", content) for name, content in DRAWINGS.items()},
    **{f"drawing as a picture: {name}": ("drawing.png", content) for name, content in DRAWINGS.items()},
}
PAPERS = {
    "page as a text": ("notes.txt", b"<!DOCTYPE html><script>alert(1)</script>"),
    "page as captions": ("words.vtt", b"WEBVTT\n\n<script>alert(1)</script>"),
    "program": ("plan.pdf", b"MZ\x90\x00" + bytes(500)),
    "page as a sound": ("song.mp3", b"<html><body onload=alert(1)>" + bytes(500)),
    "film as a paper": ("plan.pdf", HEADS["mp4"] + bytes(500)),
    "something behind a nought": ("notes.txt", b"notes\0<script>"),
    **{f"drawing: {name}": ("drawing.svg", content) for name, content in DRAWINGS.items()},
    **{f"drawing as a text: {name}": ("drawing.txt", content) for name, content in DRAWINGS.items()},
}


def damaged_film(seed):
    """A film of which some bytes are others, its end is gone, or a part of it stands twice."""
    chance, content = random.Random(seed), bytearray(film(seconds=1))
    match seed % 3:
        case 0:
            for _ in range(chance.randint(1, 200)):
                content[chance.randrange(8, len(content))] = chance.randrange(256)
        case 1:
            del content[chance.randrange(100, len(content)) :]
        case _:
            at = chance.randrange(100, len(content))
            content[at:at] = content[at : at + chance.randrange(1, 5000)]
    return bytes(content)
