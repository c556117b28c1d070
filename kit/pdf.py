"""Papers as PDF: a Django template that extends `kit/paper.html`, set in the faces of the storefront.

Nothing is fetched for them: not from the network, not from the disk. What a paper shows is in its template and its
values, the pictures that it is given, and the two families of type, which come as packages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from django.template.loader import render_to_string
from PIL import ImageFile

# How a paper's style sheet names the type.
FACES = {
    "face:archivo": ("fontpkg_archivo", "Archivo[wdth,wght].ttf"),
    "face:inter": ("fontpkg_inter", "Inter[opsz,wght].ttf"),
}

# What is relative leads here, and is refused with the rest.
NOWHERE = "http://paper.invalid/"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a paper shows, as a file."""

    file: bytes
    content_type: str


class NotForPapers(ValueError):
    """A paper asked for something outside itself; it is left out."""


class PapersNotInstalled(Exception):
    """The libraries of the system that set papers are missing; the message says which."""


def render_pdf(
    template: str,
    values: Mapping[str, Any],
    *,
    is_tagged: bool = True,
    pictures: Mapping[str, Picture] | None = None,
) -> bytes:
    """The paper as PDF. It takes half a second of a processor, so it is kept once it is made.

    The template names `pictures` as addresses, such as `picture:emblem`; no other is shown. The paper is tagged for
    people who have it read to them, unless it is drawn to become a part of another paper. Raises PapersNotInstalled.
    """
    try:
        # Only here: it takes long to load, and needs libraries of the system that nothing else does.
        import weasyprint  # noqa: PLC0415
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    except OSError as missing:
        raise PapersNotInstalled("papers need Pango (on Debian: libpango-1.0-0 and libpangoft2-1.0-0)") from missing
    # It has the whole process take pictures that are cut off; uploads of those are refused (F3).
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    html = render_to_string(template, dict(values))
    paper = weasyprint.HTML(string=html, url_fetcher=_fetcher(pictures or {}), base_url=NOWHERE)
    fonts = FontConfiguration()
    try:
        return bytes(paper.write_pdf(font_config=fonts, pdf_variant="pdf/ua-1" if is_tagged else None))
    finally:
        # Its folder of type would be there until it is collected, or for good when the process ends before that.
        fonts.__del__()


def _fetcher(pictures: Mapping[str, Picture]) -> Any:
    """Hands out the type that papers are set in and the paper's own pictures, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - as above

    class Faces(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            if (picture := pictures.get(url)) is not None:
                return URLFetcherResponse(url, picture.file, {"Content-Type": picture.content_type})
            if (face := FACES.get(url)) is None:
                raise NotForPapers(url)
            package, name = face
            type_ = files(package).joinpath("files", name).read_bytes()
            return URLFetcherResponse(url, type_, {"Content-Type": "font/ttf"})

    return Faces()
