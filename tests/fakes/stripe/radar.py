"""What Stripe thinks of the risk of a charge, and what cardholders' banks warn of later."""

from __future__ import annotations

from tests.fakes.stripe.control import deed
from tests.fakes.stripe.doors import door, filters, page
from tests.fakes.stripe.params import PAGE, text
from tests.fakes.stripe.refusals import BadRequest, Json
from tests.fakes.stripe.work import Work


def warn(work: Work, charge: Json, fraud_type: str = "made_with_stolen_card") -> Json:
    """The bank says early that the cardholder may not have made the payment; there is no dispute yet."""
    warning = {
        "id": work.new_id("issfr_"),
        "object": "radar.early_fraud_warning",
        "actionable": not charge["refunded"] and not charge["disputed"],
        "charge": charge["id"],
        "created": work.now,
        "fraud_type": fraud_type,
        "livemode": False,
        "payment_intent": charge["payment_intent"],
    }
    work.add(warning)
    work.emit("radar.early_fraud_warning.created", warning)
    return warning


@deed("POST", "charges/{id}/warn")
def warn_by_hand(work: Work, given: Json) -> Json:
    """The bank warns of fraud: `fraud_type` is `made_with_stolen_card` unless said."""
    with work.store.transaction():
        charge = work.get("charge", given["id"])
        if charge["status"] != "succeeded":
            raise BadRequest("Nobody warns of a charge that did not succeed.")
        return warn(work, charge, given.get("fraud_type", "made_with_stolen_card"))


@door("GET", "/v1/radar/early_fraud_warnings", {**PAGE, "charge": text, "payment_intent": text})
def list_warnings(work: Work, params: Json) -> Json:
    rows = work.all("radar.early_fraud_warning", **filters(params, "charge", "payment_intent"))
    return page(rows, params, "/v1/radar/early_fraud_warnings")


@door("GET", "/v1/radar/early_fraud_warnings/{id}")
def show_warning(work: Work, params: Json, object_id: str) -> Json:
    return work.get("radar.early_fraud_warning", object_id)
