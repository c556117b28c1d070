"""Pictures as telephones and programs leave them: turned, and full of what nobody is to know."""

from io import BytesIO

from PIL import Image as Picture
from PIL.PngImagePlugin import PngInfo

WIDE, HIGH = 60, 30
SECRET = b"SECRET"
# Where each kind of metadata begins, whatever stands in it.
MARKS = (SECRET, b"Exif", b"ns.adobe.com", b"xmpmeta", b"8BIM", b"eXIf", b"XMP ", b"EXIF")
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">SECRET 48.51 N, http://ns.adobe.com/exif/1.0/</x:xmpmeta>'
CAPTION = b"\x1c\x02\x78\x00\x0eSECRET caption"


def half_and_half(right="#1a1a2e", left="#ff6b6b"):
    """Two colours beside each other, by which one sees how it was turned."""
    picture = Picture.new("RGB", (WIDE, HIGH), right)
    picture.paste(left, (0, 0, WIDE // 2, HIGH))
    return picture


def exif_of(picture):
    """Where it was taken, with what, and that the camera was held upright."""
    exif = picture.getexif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "SECRET maker", "SECRET camera", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 24.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    return exif


def telling_png(**options):
    picture, notes = half_and_half(), PngInfo()
    notes.add_text("Comment", "SECRET words")
    notes.add_text("Place", "SECRET packed words", zip=True)
    notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return written(picture, "PNG", pnginfo=notes, exif=exif_of(picture), **options)


def telling_jpeg():
    """Also with what newspapers note (IPTC), and with something after its end, as some telephones leave a film."""
    picture = half_and_half()
    plain = written(picture, "JPEG", exif=exif_of(picture), xmp=XMP, comment=b"SECRET words", quality=95)
    noted = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + len(CAPTION).to_bytes(4, "big") + CAPTION
    return plain[:2] + b"\xff\xed" + (len(noted) + 2).to_bytes(2, "big") + noted + plain[2:] + b"SECRET film"


def telling_webp(**options):
    picture = half_and_half()
    return written(picture, "WEBP", exif=exif_of(picture), xmp=XMP, quality=95, **options)


def telling_gif(**options):
    return written(half_and_half(), "GIF", comment=b"SECRET words", **options)


def written(picture, form, **options):
    out = BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def _moving():
    return {"save_all": True, "append_images": [half_and_half(left="#00b894")], "duration": 100}


TELLING = {
    "still.jpg": telling_jpeg(),
    "still.png": telling_png(),
    "still.webp": telling_webp(),
    "still.gif": telling_gif(),
    "moving.png": telling_png(**_moving()),
    "moving.webp": telling_webp(**_moving()),
    "moving.gif": telling_gif(**_moving()),
}


def told_by(content):
    """Whatever a picture says of itself beside how it looks."""
    with Picture.open(BytesIO(content)) as picture:
        said = {"exif", "xmp", "comment", "photoshop", "Raw profile type exif"} & set(picture.info)
        said |= {str(tag) for tag in picture.getexif()}
        said |= set(getattr(picture, "text", {}))
    return said | {mark.decode() for mark in MARKS if mark in content}
