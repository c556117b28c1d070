"""Transfers to connected accounts and their reversals: never more than is there."""

from __future__ import annotations

from tests.fakes.stripe import accounts, balance, charges, money
from tests.fakes.stripe.doors import door, filters, page, plain_list
from tests.fakes.stripe.params import PAGE, Required, clearable, currency, merged, metadata, positive, text
from tests.fakes.stripe.refusals import BadRequest, Json, Refused
from tests.fakes.stripe.work import Work


@door(
    "POST",
    "/v1/transfers",
    {
        "amount": Required(positive),
        "currency": Required(currency),
        "description": text,
        "destination": Required(text),
        "metadata": metadata,
        "source_transaction": text,
        "transfer_group": text,
    },
)
def create_transfer(work: Work, params: Json) -> Json:
    account = _destination(work, params["destination"])
    amount, code = params["amount"], params["currency"]
    charge = _source(work, params) if "source_transaction" in params else None
    if charge is None:
        balance.require(work, amount, code)
    available_on = work.now
    if charge is not None:
        available_on = work.get("balance_transaction", charge["balance_transaction"])["available_on"]
    transfer_id = work.new_id("tr_")
    group = params.get("transfer_group") or (charge["transfer_group"] if charge else None)
    entry = balance.post(work, "transfer", -amount, code, transfer_id, available_on=available_on)
    transfer = {
        "id": transfer_id,
        "object": "transfer",
        "amount": amount,
        "amount_reversed": 0,
        "balance_transaction": entry["id"],
        "created": work.now,
        "currency": code,
        "description": params.get("description"),
        "destination": account["id"],
        "destination_payment": None,
        "livemode": False,
        "metadata": params.get("metadata", {}),
        "reversals": plain_list([], f"/v1/transfers/{transfer_id}/reversals"),
        "reversed": False,
        "source_transaction": charge["id"] if charge else None,
        "source_type": "card",
        "transfer_group": group,
    }
    transfer["destination_payment"] = _arrive(work.of(account["id"]), transfer, available_on)["id"]
    work.add(transfer)
    work.emit("transfer.created", transfer)
    return transfer


def _destination(work: Work, account_id: str) -> Json:
    account = work.store.find(account_id, "")
    if account is None or account["object"] != "account" or account.get("deleted"):
        raise Refused(f"No such destination: '{account_id}'", code="resource_missing", param="destination")
    if not accounts.can_be_paid(account):
        raise Refused(
            "Your destination account needs to have at least one of the following capabilities enabled: transfers, "
            "crypto_transfers, legacy_payments",
            code="insufficient_capabilities_for_transfer",
        )
    return account


def _source(work: Work, params: Json) -> Json:
    """The charge that pays for the transfer. It can pay no more than it brought."""
    charge = work.get("charge", params["source_transaction"], param="source_transaction")
    if charge["status"] != "succeeded" or charge["currency"] != params["currency"]:
        raise BadRequest("The source transaction has to be a successful charge in the same currency.", param="currency")
    spent = sum(row["amount"] for row in work.all("transfer", source_transaction=charge["id"]))
    if spent + params["amount"] > charge["amount"]:
        left = money.shown(charge["amount"] - spent, charge["currency"])
        raise Refused(
            f"Cannot transfer more than the source transaction has left ({left}).",
            code="balance_insufficient",
            param="amount",
        )
    return charge


def _arrive(theirs: Work, transfer: Json, available_on: int) -> Json:
    """The payment that the destination receives."""
    payment = charges.blank(
        theirs,
        theirs.new_id("py_"),
        transfer["amount"],
        transfer["currency"],
        payment_method_details={"stripe_account": {}, "type": "stripe_account"},
        source_transfer=transfer["id"],
    )
    entry = balance.post(
        theirs, "payment", payment["amount"], payment["currency"], payment["id"], available_on=available_on
    )
    payment["balance_transaction"] = entry["id"]
    theirs.add(payment)
    theirs.emit("payment.created", payment)
    return payment


@door("POST", "/v1/transfers/{id}/reversals", {"amount": positive, "description": clearable, "metadata": metadata})
def create_reversal(work: Work, params: Json, transfer_id: str) -> Json:
    transfer = work.get("transfer", transfer_id)
    left = transfer["amount"] - transfer["amount_reversed"]
    amount = params.get("amount", left)
    code = transfer["currency"]
    if left == 0:
        raise Refused(f"Transfer {transfer_id} is already fully reversed.", code="transfer_already_reversed")
    if amount > left:
        raise Refused(
            f"The reversal amount ({money.shown(amount, code)}) is greater than the unreversed amount on the transfer "
            f"({money.shown(left, code)}).",
            code="amount_too_large",
            param="amount",
        )
    theirs = work.of(transfer["destination"])
    available, pending = balance.sums(theirs)
    if available[code] + pending[code] < amount:
        raise Refused(
            "The connected account does not have enough in its balance to reverse this transfer.",
            code="balance_insufficient",
            param="amount",
        )
    return _reverse(work, theirs, transfer, amount, params)


def _reverse(work: Work, theirs: Work, transfer: Json, amount: int, params: Json) -> Json:
    reversal_id = work.new_id("trr_")
    entry = balance.post(work, "transfer_refund", amount, transfer["currency"], reversal_id)
    reversal = {
        "id": reversal_id,
        "object": "transfer_reversal",
        "amount": amount,
        "balance_transaction": entry["id"],
        "created": work.now,
        "currency": transfer["currency"],
        "destination_payment_refund": _give_back(theirs, transfer, amount)["id"],
        "metadata": params.get("metadata", {}),
        "source_refund": None,
        "transfer": transfer["id"],
    }
    work.add(reversal)
    transfer["amount_reversed"] += amount
    transfer["reversed"] = transfer["amount_reversed"] == transfer["amount"]
    rows = work.all("transfer_reversal", transfer=transfer["id"])[::-1]
    transfer["reversals"] = plain_list(rows[:10], transfer["reversals"]["url"], has_more=len(rows) > 10)
    work.save(transfer)
    work.emit("transfer.reversed", transfer)
    return reversal


def _give_back(theirs: Work, transfer: Json, amount: int) -> Json:
    """The refund of the payment that had arrived."""
    payment = theirs.get("charge", transfer["destination_payment"])
    payment["amount_refunded"] += amount
    payment["refunded"] = payment["amount_refunded"] == payment["amount"]
    theirs.save(payment)
    refund_id = theirs.new_id("pyr_")
    entry = balance.post(theirs, "payment_refund", -amount, transfer["currency"], refund_id)
    return theirs.add(
        {
            "id": refund_id,
            "object": "refund",
            "amount": amount,
            "balance_transaction": entry["id"],
            "charge": payment["id"],
            "created": theirs.now,
            "currency": transfer["currency"],
            "customer": None,
            "customer_account": None,
            "destination_details": None,
            "metadata": {},
            "payment_intent": None,
            "payment_method": None,
            "reason": None,
            "receipt_number": None,
            "source_transfer_reversal": None,
            "status": "succeeded",
            "transfer_reversal": None,
        }
    )


@door("GET", "/v1/transfers", {**PAGE, "destination": text, "transfer_group": text})
def list_transfers(work: Work, params: Json) -> Json:
    return page(work.all("transfer", **filters(params, "destination", "transfer_group")), params, "/v1/transfers")


@door("GET", "/v1/transfers/{id}")
def show_transfer(work: Work, params: Json, transfer_id: str) -> Json:
    return work.get("transfer", transfer_id)


@door("POST", "/v1/transfers/{id}", {"description": clearable, "metadata": metadata})
def update_transfer(work: Work, params: Json, transfer_id: str) -> Json:
    transfer = work.get("transfer", transfer_id)
    if "metadata" in params:
        params["metadata"] = merged(transfer["metadata"], params["metadata"])
    transfer.update(params)
    work.save(transfer)
    work.emit("transfer.updated", transfer)
    return transfer


@door("GET", "/v1/transfers/{id}/reversals", PAGE)
def list_reversals(work: Work, params: Json, transfer_id: str) -> Json:
    work.get("transfer", transfer_id)
    rows = work.all("transfer_reversal", transfer=transfer_id)
    return page(rows, params, f"/v1/transfers/{transfer_id}/reversals")


@door("GET", "/v1/transfers/{transfer}/reversals/{id}")
def show_reversal(work: Work, params: Json, transfer_id: str, reversal_id: str) -> Json:
    reversal = work.get("transfer_reversal", reversal_id)
    if reversal["transfer"] != transfer_id:
        raise Refused(f"No such transfer reversal: '{reversal_id}'", status=404, code="resource_missing", param="id")
    return reversal
