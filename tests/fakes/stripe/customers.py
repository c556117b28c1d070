"""Customers: who pays."""

from __future__ import annotations

from tests.fakes.stripe.doors import door, filters, page
from tests.fakes.stripe.params import PAGE, clearable, merged, metadata, text
from tests.fakes.stripe.refusals import Json
from tests.fakes.stripe.work import Work

ADDRESS: Json = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"), clearable)
FIELDS: Json = {
    "address": ADDRESS,
    "description": clearable,
    "email": clearable,
    "metadata": metadata,
    "name": clearable,
    "phone": clearable,
    "preferred_locales": [text],
    "invoice_settings": {"default_payment_method": clearable},
}


def new_customer(work: Work, params: Json) -> Json:
    given_address = params.get("address")
    address = {name: given_address.get(name) for name in ADDRESS} if given_address else None
    customer = {
        "id": work.new_id("cus_", 14),
        "object": "customer",
        "address": address,
        "balance": 0,
        "created": work.now,
        "currency": None,
        "default_source": None,
        "delinquent": False,
        "description": params.get("description"),
        "discount": None,
        "email": params.get("email"),
        "invoice_prefix": work.new_id("", 8).upper(),
        "invoice_settings": {
            "custom_fields": None,
            "default_payment_method": params.get("invoice_settings", {}).get("default_payment_method"),
            "footer": None,
            "rendering_options": None,
        },
        "livemode": False,
        "metadata": params.get("metadata", {}),
        "name": params.get("name"),
        "next_invoice_sequence": 1,
        "phone": params.get("phone"),
        "preferred_locales": params.get("preferred_locales", []),
        "shipping": None,
        "tax_exempt": "none",
        "test_clock": None,
    }
    work.add(customer)
    work.emit("customer.created", customer)
    return customer


@door("POST", "/v1/customers", FIELDS)
def create_customer(work: Work, params: Json) -> Json:
    return new_customer(work, params)


@door("GET", "/v1/customers", {**PAGE, "email": text})
def list_customers(work: Work, params: Json) -> Json:
    return page(work.all("customer", **filters(params, "email")), params, "/v1/customers")


@door("GET", "/v1/customers/{id}")
def show_customer(work: Work, params: Json, object_id: str) -> Json:
    found = work.store.find(object_id, work.account)
    if found is not None and found.get("deleted"):
        return found
    return work.get("customer", object_id)


@door("POST", "/v1/customers/{id}", FIELDS)
def update_customer(work: Work, params: Json, object_id: str) -> Json:
    customer = work.get("customer", object_id)
    before = dict(customer)
    if "metadata" in params:
        params["metadata"] = merged(customer["metadata"], params["metadata"])
    if "invoice_settings" in params:
        chosen = params["invoice_settings"].get("default_payment_method")
        if chosen:
            work.get("payment_method", chosen, param="invoice_settings[default_payment_method]", name="PaymentMethod")
        params["invoice_settings"] = {**customer["invoice_settings"], "default_payment_method": chosen}
    if params.get("address"):
        params["address"] = {name: params["address"].get(name) for name in ADDRESS}
    customer.update(params)
    previous = {name: before[name] for name in params if before[name] != customer[name]}
    work.save(customer)
    if previous:
        work.emit("customer.updated", customer, previous)
    return customer


@door("DELETE", "/v1/customers/{id}")
def delete_customer(work: Work, params: Json, object_id: str) -> Json:
    customer = work.get("customer", object_id)
    work.save({"id": object_id, "object": "customer", "deleted": True})
    work.emit("customer.deleted", customer)
    return {"id": object_id, "object": "customer", "deleted": True}


@door("GET", "/v1/customers/{id}/payment_methods", {**PAGE, "type": text})
def list_methods(work: Work, params: Json, object_id: str) -> Json:
    work.get("customer", object_id)
    methods = work.all("payment_method", customer=object_id)
    return page(methods, params, f"/v1/customers/{object_id}/payment_methods")
