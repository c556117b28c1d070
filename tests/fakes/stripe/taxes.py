"""Stripe Tax: what a buyer owes where they live, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.fakes.stripe import money
from tests.fakes.stripe.doors import INCLUDED, door
from tests.fakes.stripe.refusals import BadRequest, Json, Refused
from tests.fakes.stripe.work import Work


@dataclass(frozen=True)
class Rate:
    """One authority's rate. `kind` is Stripe's name for the tax, `name` what buyers read."""

    percentage: Decimal
    name: str
    kind: str
    jurisdiction: str
    level: str = "country"
    state: str | None = None


def _vat(percentage: str, jurisdiction: str) -> list[Rate]:
    return [Rate(Decimal(percentage), "VAT", "vat", jurisdiction)]


# Where this shop is registered. Elsewhere nothing is collected.
RATES: dict[str, list[Rate]] = {
    "AT": _vat("20", "Austria"),
    "CA": [
        Rate(Decimal("5"), "GST", "gst", "Canada"),
        Rate(Decimal("9.975"), "QST", "qst", "Quebec", "state", "QC"),
    ],
    "CH": _vat("8.1", "Switzerland"),
    "DE": _vat("19", "Germany"),
    "FR": _vat("20", "France"),
    "GB": _vat("20", "United Kingdom"),
    "JP": [Rate(Decimal("10"), "JCT", "jct", "Japan")],
    "PT": _vat("23", "Portugal"),
}
WITH_REVERSE_CHARGE = frozenset({"AT", "DE", "FR", "PT"})
UNKNOWN = Rate(Decimal(0), "Tax", "sales_tax", "")
CODE_LENGTH = 13


def place_of(work: Work, session: Json, typed: Json | None) -> Json:
    """Where the buyer of a page lives: as they type it, else as their customer says. Raises Refused for nowhere."""
    customer = work.get("customer", session["customer"]) if session["customer"] else None
    place = typed or (customer["address"] if customer else None) or {}
    if not place.get("country"):
        raise Refused("Your billing address is needed to work out the tax: say at least the country.", session=session)
    return place


def taxes_on(work: Work, amount: int, currency: str, *, included: bool, country: str, tax_id: str | None) -> list[Json]:
    """The taxes on an amount, each with its rate, as Stripe lists them of a line."""
    if amount < 0:
        negative = taxes_on(work, -amount, currency, included=included, country=country, tax_id=tax_id)
        return [{**tax, "amount": -tax["amount"], "taxable_amount": -tax["taxable_amount"]} for tax in negative]
    rates = RATES.get(country, [UNKNOWN])
    reason = "standard_rated" if country in RATES else "not_collecting"
    if tax_id and country in WITH_REVERSE_CHARGE:
        reason = "reverse_charge"
    effective = [rate.percentage if reason == "standard_rated" else Decimal(0) for rate in rates]
    whole = money.tax_on(amount, currency, sum(effective, Decimal(0)), included=included)
    net = amount - whole if included else amount
    found, left = [], whole
    for place, (rate, percentage) in enumerate(zip(rates, effective, strict=True)):
        is_last = place == len(rates) - 1
        part = left if is_last else min(left, money.tax_on(net, currency, percentage, included=False))
        left -= part
        found.append(
            {
                "amount": part,
                "rate": _rate(work, rate, country, percentage, included=included),
                "taxability_reason": reason,
                "taxable_amount": net if reason == "standard_rated" else 0,
            }
        )
    return found


def _rate(work: Work, rate: Rate, country: str, effective: Decimal, *, included: bool) -> Json:
    """The rate as an object of Stripe's, made once."""
    note = f"tax_rate:{country}:{rate.state}:{rate.name}:{effective}:{included}"
    if known := work.store.note(note):
        return work.get("tax_rate", known)
    made = work.add(
        {
            "id": work.new_id("txr_1"),
            "object": "tax_rate",
            "active": False,
            "country": country,
            "created": work.now,
            "description": None,
            "display_name": rate.name,
            "effective_percentage": float(effective),
            "flat_amount": None,
            "inclusive": included,
            "jurisdiction": rate.jurisdiction or None,
            "jurisdiction_level": rate.level,
            "livemode": False,
            "metadata": {},
            "percentage": float(rate.percentage),
            "rate_type": "percentage" if rate is not UNKNOWN else None,
            "state": rate.state,
            "tax_type": rate.kind,
        }
    )
    work.store.write_note(note, made["id"])
    return made


def tax_page(work: Work, session: Json, place: Json, tax_id: str | None) -> None:
    """Work out the tax of a page for a place, and put it into its lines and sums."""
    items = work.store.hidden(session["id"])["items"]
    for item in items:
        included = item["price"]["tax_behavior"] == "inclusive"
        amount = item["amount_subtotal"] - item["amount_discount"]
        taxes = taxes_on(work, amount, item["currency"], included=included, country=place["country"], tax_id=tax_id)
        item["amount_tax"] = sum(each["amount"] for each in taxes)
        item["amount_total"] = amount if included else amount + item["amount_tax"]
        work.store.write_note(f"taxes:{item['id']}", taxes)
    work.store.hide(session["id"], items=items)
    session["amount_total"] = sum(item["amount_total"] for item in items)
    session["total_details"]["amount_tax"] = sum(item["amount_tax"] for item in items)
    session["automatic_tax"]["status"] = "complete"


def tax_invoice(work: Work, customer: Json, lines: list[Json]) -> None:
    """Work out the tax on the lines of an invoice, where its customer lives; nothing where nobody knows that."""
    country = (customer["address"] or {}).get("country")
    known = work.store.hidden(customer["id"]).get("tax_ids", [])
    tax_id = known[0]["value"] if known else None
    for line in lines if country else []:
        included = work.get("price", line["pricing"]["price_details"]["price"])["tax_behavior"] == "inclusive"
        found = taxes_on(work, line["amount"], line["currency"], included=included, country=country, tax_id=tax_id)
        line["taxes"] = [
            {
                "amount": tax["amount"],
                "tax_behavior": "inclusive" if included else "exclusive",
                "tax_rate_details": {"tax_rate": tax["rate"]["id"]},
                "taxability_reason": tax["taxability_reason"],
                "taxable_amount": tax["taxable_amount"],
                "type": "tax_rate_details",
            }
            for tax in found
        ]


def check_code(code: str, param: str) -> None:
    """Raise BadRequest for what is no tax code."""
    if not (code.startswith("txcd_") and code[5:].isdigit() and len(code) == CODE_LENGTH):
        raise BadRequest(f"No such tax code: '{code}'", code="resource_missing", param=param)


@door("GET", "/v1/tax_rates/{id}")
def show_rate(work: Work, params: Json, object_id: str) -> Json:
    return work.get("tax_rate", object_id)


def _taxes(work: Work, line: Json) -> list[Json]:
    found: list[Json] = work.store.note(f"taxes:{line['id']}") or []
    return found


INCLUDED["item", "taxes"] = _taxes
