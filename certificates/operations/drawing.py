"""Certificates as PDF, drawn once (REQUIREMENTS C8)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import segno
from django.conf import settings
from django.utils import translation
from django.utils.text import slugify

from certificates.models import Certificate, grouped, subject_of
from content.blocks.certificate import CERTIFICATE_PICTURES, CertificateColour
from kit.pdf import Picture, render_pdf
from media.access.scanning import is_held_back
from media.models import Image

# Each stands on white at 4.5:1 or more.
COLOURS = {
    CertificateColour.INK: "#1d2433",
    CertificateColour.WINE: "#7a1f3d",
    CertificateColour.FOREST: "#1f5a3c",
    CertificateColour.NIGHT: "#1f3a7a",
    CertificateColour.BRONZE: "#7a4f1d",
}
TEMPLATE = "papers/certificate.html"
# Of a picture in the PDF, in pixels: 60 mm at 300 dpi.
WIDEST = "max-709x709|format-png"
SAMPLE_NUMBER = "00000-00000-00000-00000-000000"


def pdf_of(certificate: Certificate) -> bytes:
    """The certificate as a file: as a job kept it soon after it was issued, or drawn here. Reading keeps nothing.

    Raises kit.pdf.PapersNotInstalled.
    """
    certificate = Certificate.objects.get(pk=certificate.pk)
    if certificate.pdf is not None:
        return bytes(certificate.pdf)
    return draw(certificate.content, number=grouped(certificate.number), address=address_of(certificate))


def keep_pdf(certificate: Certificate) -> None:
    """Draw it and keep the file. Keeping it twice changes nothing. Raises kit.pdf.PapersNotInstalled."""
    Certificate.objects.filter(pk=certificate.pk, pdf=None).update(pdf=pdf_of(certificate))


def draw(content: Mapping[str, Any], *, number: str = SAMPLE_NUMBER, address: str = "") -> bytes:
    """A certificate that says `content`; without an address, a sample. Raises kit.pdf.PapersNotInstalled."""
    design = content["design"]
    pictures = {name: picture for name in CERTIFICATE_PICTURES if (picture := _picture(design[name])) is not None}
    values = {
        **{name: content[name] for name in ("name", "producer", "issuer", "language")},
        "title": design["heading"],
        "design": design,
        "course": subject_of(content)["title"],
        "completed_on": date.fromisoformat(content["completed_on"]),
        "holds_until": date.fromisoformat(content["holds_until"]) if content.get("holds_until") else None,
        "hours": _hours(content["minutes"]) if design["shows_duration"] else "",
        "lessons": content["lessons"],
        "signed_by": design["signed_by"] or content["producer"],
        "colour": COLOURS[CertificateColour(design["colour"])],
        "number": number,
        "is_sample": not address,
        "address": f"{settings.SITE_URL}/certificates".partition("://")[2],
        "code": _code(address or settings.SITE_URL),
        "pictures": pictures,
    }
    with translation.override("en"):
        return render_pdf(TEMPLATE, values, pictures={f"picture:{name}": each for name, each in pictures.items()})


def address_of(certificate: Certificate) -> str:
    """Its public page."""
    return f"{settings.SITE_URL}/certificates/{certificate.number}"


def file_name(certificate: Certificate) -> str:
    return f"{slugify(settings.WAGTAIL_SITE_NAME)}-certificate-{certificate.number[:10].lower()}.pdf"


def _picture(public_id: str | None) -> Picture | None:
    image = Image.objects.filter(public_id=public_id).first() if public_id else None
    if image is None or is_held_back(image.file.name):
        return None
    with image.get_rendition(WIDEST).file.open("rb") as file:
        return Picture(file.read(), "image/png")


def _code(address: str) -> str:
    """A QR code as an SVG that can stand in HTML."""
    return str(segno.make(address, error="m", micro=False).svg_inline(border=0, dark="#1d2433"))


def _hours(minutes: int) -> str:
    """`45 minutes`, `1 hour`, `12 hours`: to the half hour from one hour on."""
    if minutes < 60:
        return f"{minutes} minutes" if minutes else ""
    halves = round(minutes / 30)
    whole, half = divmod(halves, 2)
    amount = f"{whole}{'½' if half else ''}"
    return f"{amount} hour" if amount == "1" else f"{amount} hours"
