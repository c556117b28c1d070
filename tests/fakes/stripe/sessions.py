"""What a checkout session looks like."""

from __future__ import annotations

from tests.fakes.stripe.refusals import Json
from tests.fakes.stripe.work import Work

DAY = 24 * 60 * 60


def blank(work: Work, params: Json) -> Json:
    """A session before its sums are known."""
    automatic_tax = params.get("automatic_tax", {}).get("enabled", False)
    customer = work.get("customer", params["customer"]) if "customer" in params else None
    email = customer["email"] if customer else params.get("customer_email")
    return {
        "id": "",
        "object": "checkout.session",
        "adaptive_pricing": {"enabled": False},
        "after_expiration": None,
        "allow_promotion_codes": None,
        "amount_subtotal": 0,
        "amount_total": 0,
        "automatic_tax": {
            "enabled": automatic_tax,
            "liability": {"type": "self"} if automatic_tax else None,
            "provider": "stripe" if automatic_tax else None,
            "status": "requires_location_inputs" if automatic_tax else None,
        },
        "billing_address_collection": params.get("billing_address_collection"),
        "cancel_url": params.get("cancel_url"),
        "client_reference_id": params.get("client_reference_id"),
        "client_secret": None,
        "collected_information": None,
        "consent": None,
        "consent_collection": None,
        "created": work.now,
        "currency": None,
        "currency_conversion": None,
        "custom_fields": [],
        "custom_text": {
            "after_submit": None,
            "shipping_address": None,
            "submit": None,
            "terms_of_service_acceptance": None,
        },
        "customer": customer["id"] if customer else None,
        "customer_account": None,
        "customer_creation": None if customer else _customer_creation(params),
        "customer_details": customer_details(email, customer["name"] if customer else None) if email else None,
        "customer_email": params.get("customer_email"),
        "discounts": [{"coupon": None, "promotion_code": None, **given} for given in params.get("discounts", [])],
        "expires_at": params.get("expires_at", work.now + DAY),
        "integration_identifier": None,
        "invoice": None,
        "invoice_creation": {
            "enabled": params.get("invoice_creation", {}).get("enabled", False),
            "invoice_data": {
                "account_tax_ids": None,
                "custom_fields": None,
                "description": None,
                "footer": None,
                "issuer": None,
                "metadata": {},
                "rendering_options": None,
            },
        },
        "livemode": False,
        "locale": params.get("locale"),
        "managed_payments": None,
        "metadata": params.get("metadata", {}),
        "mode": params["mode"],
        "origin_context": None,
        "payment_intent": None,
        "payment_link": None,
        "payment_method_collection": "always" if params["mode"] == "subscription" else "if_required",
        "payment_method_configuration_details": None,
        "payment_method_options": {},
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "permissions": None,
        "phone_number_collection": {"enabled": False},
        "recovered_from": None,
        "saved_payment_method_options": None,
        "setup_intent": None,
        "shipping_address_collection": None,
        "shipping_cost": None,
        "shipping_options": [],
        "status": "open",
        "submit_type": params.get("submit_type"),
        "subscription": None,
        "success_url": params["success_url"],
        "tax_id_collection": {"required": "never", "enabled": False, **params.get("tax_id_collection", {})},
        "total_details": None,
        "ui_mode": "hosted_page",
        "url": None,
        "wallet_options": None,
    }


def _customer_creation(params: Json) -> str:
    """Subscriptions and invoices need a customer."""
    needs = params["mode"] == "subscription" or params.get("invoice_creation", {}).get("enabled")
    return "always" if needs else str(params.get("customer_creation", "if_required"))


def customer_details(
    email: str | None, name: str | None, address: Json | None = None, tax_id: str | None = None
) -> Json:
    return {
        "address": address,
        "business_name": None,
        "email": email,
        "individual_name": None,
        "name": name,
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": [{"type": "eu_vat", "value": tax_id}] if tax_id else [],
    }
