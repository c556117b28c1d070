"""Receipts and credit notes: written with the money they are about, numbered without a gap, drawn once."""

from collections.abc import Sequence
from typing import Any

from babel import Locale
from django.conf import settings
from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.text import slugify

from commerce.enums import OrderState, PaperKind, RefundState
from commerce.gateways import Payer
from commerce.models import Order, OrderLine, Paper, Refund, SellingSettings
from commerce.operations.taxes import taxes_of
from kit import clock, jobs
from kit.money import Money
from kit.pdf import render_pdf

DRAW = "commerce.draw_paper"
TEMPLATES = {
    PaperKind.RECEIPT: "papers/receipt.html",
    PaperKind.CREDIT_NOTE: "papers/credit_note.html",
    PaperKind.CORRECTION: "papers/correction.html",
}


def issue_receipt(order: Order, payer: Payer) -> Paper:
    """Write the receipt of a paid order; once it is there, it is returned as it is.

    The caller holds the order and has booked everything: the next number is held until commit.
    """
    if written := order.papers.filter(kind=PaperKind.RECEIPT).first():
        return written
    lines = [
        {
            "title": line.title,
            "bundle": _bundle_of(line),
            "price_minor": line.price_minor,
            "discount_minor": line.discount_minor,
            "net_minor": line.total_minor - line.tax_minor,
            "tax_minor": line.tax_minor,
            "total_minor": line.total_minor,
        }
        for line in order.lines.select_related("part_of").order_by("pk")
    ]
    return _write(
        PaperKind.RECEIPT,
        order,
        {
            "business": _business(),
            "buyer": _buyer(order, payer),
            "order": order.number,
            "placed_at": order.placed_at.isoformat(),
            "paid_at": (order.paid_at or clock.now()).isoformat(),
            "paid_with": payer.paid_with,
            "currency": order.currency,
            "lines": lines,
            **{
                name: sum(line[name] for line in lines)
                for name in ("price_minor", "discount_minor", "net_minor", "tax_minor", "total_minor")
            },
            "taxes": taxes_of(order),
        },
    )


def issue_credit_notes(order: Order) -> Sequence[Paper]:
    """Write what is missing of credit notes, and of corrections for refunds that the bank sent back.

    The caller holds the order, as above.
    """
    receipt = order.papers.filter(kind=PaperKind.RECEIPT).first()
    if receipt is None:
        return []
    refunds = Refund.objects.filter(payment__order=order).order_by("pk")
    given = refunds.filter(state=RefundState.SUCCEEDED).exclude(papers__kind=PaperKind.CREDIT_NOTE)
    notes = [_credit_note(refund, order, receipt) for refund in given]
    returned = refunds.filter(state=RefundState.FAILED, papers__kind=PaperKind.CREDIT_NOTE)
    return notes + [_correction(refund, order) for refund in returned.exclude(papers__kind=PaperKind.CORRECTION)]


def issue_missing() -> int:
    """Write the papers of orders that were paid before there were any. Returns how many orders were looked at."""
    paid = Order.objects.filter(state__in=[OrderState.PAID, OrderState.REFUNDED], total_minor__gt=0)
    missing = paid.exclude(papers__kind=PaperKind.RECEIPT).order_by("paid_at", "pk").values_list("pk", flat=True)[:100]
    for pk in missing:
        with transaction.atomic():
            order = Order.objects.select_for_update().get(pk=pk)
            issue_receipt(order, Payer(email=order.buyer.email))
            issue_credit_notes(order)
    return len(missing)


def pdf_of(paper: Paper) -> bytes:
    """The paper as a file: as it was kept by a job soon after it was written, or drawn here. Reading keeps nothing.

    Raises kit.pdf.PapersNotInstalled.
    """
    paper = Paper.objects.select_related("order").get(pk=paper.pk)
    return bytes(paper.pdf) if paper.pdf is not None else render_pdf(TEMPLATES[PaperKind(paper.kind)], _shown(paper))


def keep_pdf(paper: Paper) -> None:
    """Draw the paper and keep the file. Keeping it twice changes nothing. Raises kit.pdf.PapersNotInstalled."""
    Paper.objects.filter(pk=paper.pk, pdf=None).update(pdf=pdf_of(paper))


def file_name(paper: Paper) -> str:
    """What the file is called where it is kept: `perfomix-2026-000042.pdf`."""
    return f"{slugify(settings.WAGTAIL_SITE_NAME)}-{paper.code.lower()}.pdf"


def _credit_note(refund: Refund, order: Order, receipt: Paper) -> Paper:
    lines = []
    for part in refund.parts.select_related("line__part_of").order_by("line__pk"):
        lines.append(
            {
                "title": part.line.title,
                "bundle": _bundle_of(part.line),
                "net_minor": part.amount_minor - part.tax_minor,
                "tax_minor": part.tax_minor,
                "total_minor": part.amount_minor,
            }
        )
    return _write(
        PaperKind.CREDIT_NOTE,
        order,
        {
            **{name: receipt.content[name] for name in ("buyer", "order", "currency", "paid_with")},
            "business": _business(),
            "receipt": receipt.code,
            "receipt_title": receipt.content["business"]["title"],
            "receipt_at": receipt.issued_at.isoformat(),
            "given_back_at": (refund.decided_at or clock.now()).isoformat(),
            "lines": lines,
            **{name: sum(line[name] for line in lines) for name in ("net_minor", "tax_minor")},
            "total_minor": refund.amount_minor,
            "rates": ", ".join(tax["name"] for tax in receipt.content.get("taxes", ())),
        },
        refund=refund,
    )


def _correction(refund: Refund, order: Order) -> Paper:
    note = refund.papers.get(kind=PaperKind.CREDIT_NOTE)
    said = {**note.content, "credit_note": note.code, "credit_note_at": note.issued_at.isoformat()}
    return _write(PaperKind.CORRECTION, order, said | {"business": _business()}, refund=refund)


def _write(kind: PaperKind, order: Order, content: dict[str, Any], *, refund: Refund | None = None) -> Paper:
    now = clock.now()
    paper = Paper.objects.create(kind=kind, year=now.year, order=order, refund=refund, issued_at=now, content=content)
    paper.refresh_from_db(fields=["number"])
    jobs.enqueue(DRAW, paper=paper.pk)
    return paper


def _bundle_of(line: OrderLine) -> str:
    return line.part_of.name if line.part_of is not None else ""


def _business() -> dict[str, Any]:
    known = SellingSettings.the_one()
    return {
        "name": known.business_name or settings.WAGTAIL_SITE_NAME,
        "address": known.business_address.splitlines(),
        "tax_number": known.tax_number,
        "register_entry": known.register_entry,
        "email": known.receipts_address,
        "note": known.receipt_note,
        "title": "Invoice" if known.tax_number else "Receipt",
    }


def _buyer(order: Order, payer: Payer) -> dict[str, Any]:
    country = Locale("en").territories.get(payer.country, payer.country) if payer.country else ""
    return {
        "name": payer.name or order.buyer.display_name,
        "email": payer.email or order.buyer.email,
        "address": [*payer.address, *([country] if country else [])],
        "tax_numbers": list(payer.tax_numbers),
    }


def _shown(paper: Paper) -> dict[str, Any]:
    """What the paper says, with amounts and days as people read them."""
    said = paper.content
    return {
        **{name: value for name, value in said.items() if not name.endswith(("_minor", "_at"))},
        **{name: parse_datetime(value) for name, value in said.items() if name.endswith("_at")},
        **_amounts(said, said["currency"]),
        # Papers that were written before bundles were named say nothing of them.
        "lines": [
            {"title": line["title"], "bundle": line.get("bundle", "")} | _amounts(line, said["currency"])
            for line in said["lines"]
        ],
        "has_discount": bool(said.get("discount_minor")),
        "taxes": [tax | _amounts(tax, said["currency"]) for tax in said.get("taxes", ())],
        "has_tax": bool(said["tax_minor"] or said.get("taxes")),
        "title": f"{said['business']['title']} {paper.code}",
        "issuer": said["business"]["name"],
        "code": paper.code,
        "issued_at": paper.issued_at,
        "product": settings.WAGTAIL_SITE_NAME,
        "site": settings.SITE_URL.partition("://")[2],
    }


def _amounts(said: dict[str, Any], currency: str) -> dict[str, Money]:
    """Its amounts of money by what they are; `less` is the discount as it is taken off."""
    found = {
        name.removesuffix("_minor"): Money(value, currency) for name, value in said.items() if name.endswith("_minor")
    }
    if discount := said.get("discount_minor"):
        found["less"] = Money(-discount, currency)
    return found
