"""The API's doors to invoices and what was paid for them."""

from __future__ import annotations

from tests.fakes.stripe import invoices
from tests.fakes.stripe.doors import INCLUDED, door, filters, page, plain_list
from tests.fakes.stripe.params import PAGE, text
from tests.fakes.stripe.refusals import BadRequest, Json, Refused, declined
from tests.fakes.stripe.work import Work

INCLUDED["invoice", "payments"] = lambda work, invoice: plain_list(
    invoices.payments_of(work, invoice["id"]), f"/v1/invoice_payments?invoice={invoice['id']}"
)


@door("GET", "/v1/invoices", {**PAGE, "customer": text, "status": text, "subscription": text})
def list_invoices(work: Work, params: Json) -> Json:
    wanted = filters(params, "customer", "status")
    rows = (
        invoices.of_subscription(work, params["subscription"], **wanted)
        if "subscription" in params
        else work.all("invoice", **wanted)
    )
    return page(rows, params, "/v1/invoices")


@door("GET", "/v1/invoices/{id}")
def show_invoice(work: Work, params: Json, invoice_id: str) -> Json:
    return work.get("invoice", invoice_id)


@door("POST", "/v1/invoices/{id}/pay", {"payment_method": text})
def pay_invoice(work: Work, params: Json, invoice_id: str) -> Json:
    invoice = work.get("invoice", invoice_id)
    if invoice["status"] == "paid":
        raise Refused("Invoice is already paid", code="invoice_already_paid")
    if invoice["status"] != "open":
        raise Refused("This invoice cannot be paid.", code="invoice_not_editable")
    customer = work.get("customer", invoice["customer"])
    method = params.get("payment_method") or customer["invoice_settings"]["default_payment_method"]
    if method is None:
        raise BadRequest("There is no default_payment_method set on this Customer or Invoice.", code="resource_missing")
    invoices.collect(work, invoice, method)
    for listener in invoices.ON_PAID:
        listener(work, invoice)
    if invoice["status"] != "paid":
        raise declined("Your card was declined.", code="card_declined", decline_code="generic_decline")
    return invoice


@door("POST", "/v1/invoices/{id}/void")
def void_invoice(work: Work, params: Json, invoice_id: str) -> Json:
    invoice = work.get("invoice", invoice_id)
    if invoice["status"] not in ("open", "uncollectible"):
        raise Refused("You can only void open or uncollectible invoices.", code="invoice_not_editable")
    return invoices.void(work, invoice)


@door("GET", "/v1/invoice_payments", {**PAGE, "invoice": text, "status": text})
def list_payments(work: Work, params: Json) -> Json:
    return page(work.all("invoice_payment", **filters(params, "invoice", "status")), params, "/v1/invoice_payments")


@door("GET", "/v1/invoice_payments/{id}")
def show_payment(work: Work, params: Json, payment_id: str) -> Json:
    return work.get("invoice_payment", payment_id)
