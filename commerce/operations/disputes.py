"""Disputes: what the bank does to a payment is asked for and booked; administrators answer once.

The money that a dispute takes away stands on an account of its own until it is decided. Won, it comes back from there.
Lost, it is a refund that nobody asked for: shares and access go back as with any other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.enums import Role
from accounts.models import User
from commerce.enums import AccountPurpose, DisputeState, LedgerKind, PaperKind, RefundReason, RefundState
from commerce.errors import DisputeAnswered, ProviderSilent
from commerce.gateways import DisputeTruth, GatewayRefused, GatewayUnavailable, disputes
from commerce.models import Dispute, DisputeFile, LedgerTransaction, Order, Payment, Refund, RefundPart
from commerce.models.disputes import OPEN_DISPUTES
from commerce.operations.delivery import uses_of
from commerce.operations.ledger import Account, Booking
from commerce.operations.papers import file_name, pdf_of
from commerce.operations.refunds import give_back_lines, left_of
from commerce.operations.splitting import split
from kit import audit, clock, jobs
from kit.errors import NotAllowed
from kit.failpoints import failpoint
from kit.money import Money
from notices.letters import admin_link
from notices.operations import notify

SEND = "commerce.send_evidence"
# What is said, in the order of the form; the names are the provider's.
TEXTS = (
    "product_description", "customer_name", "customer_email_address", "service_date", "access_activity_log",
    "refund_policy_disclosure", "uncategorized_text",
)  # fmt: skip
FILES = ("receipt", "customer_communication", "service_documentation", "uncategorized_file")
LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of an answer, for one of `FILES`."""

    field: str
    name: str
    content: bytes


def record_dispute(payment: Payment, order: Order, truth: DisputeTruth) -> Iterator[Booking]:
    """Make ours what the provider says of a dispute; the caller holds order and payment, and books what is returned.

    Repeats change nothing.
    """
    dispute, is_new = Dispute.objects.select_for_update().get_or_create(
        dispute_id=truth.dispute_id,
        defaults={
            "payment": payment,
            "state": DisputeState(truth.standing),
            "reason": truth.reason,
            "amount_minor": truth.amount_minor,
            "opened_at": truth.opened_at,
            "due_by": truth.due_by,
        },
    )
    known = set(
        LedgerTransaction.objects.filter(
            kind=LedgerKind.DISPUTE, cause__in=[move.move_id for move in truth.moves]
        ).values_list("cause", flat=True)
    )
    for move in truth.moves:
        if move.move_id not in known:
            yield _moved(move.move_id, move.amount, move.fee)
    if is_new:
        _tell(dispute, order, f"A payment of {Money(truth.amount_minor, order.currency)} is disputed")
    if dispute.state not in OPEN_DISPUTES and not is_new:
        return
    state = DisputeState(truth.standing)
    if state in OPEN_DISPUTES and dispute.state == state and not is_new:
        return
    dispute.state, dispute.due_by = state, truth.due_by
    if truth.is_answered and dispute.sent_at is None:
        dispute.sent_at = clock.now()
    if state not in OPEN_DISPUTES:
        dispute.decided_at = clock.now()
    dispute.save(update_fields=["state", "due_by", "sent_at", "decided_at"])
    if state == DisputeState.LOST:
        yield from _lose(dispute, payment, order)
    if state not in OPEN_DISPUTES:
        _tell(dispute, order, f"The dispute about order {order.number} is {dispute.get_state_display().lower()}")


def prefilled(dispute: Dispute) -> dict[str, str]:
    """What we know that a bank may ask for, for the form of the answer."""
    order = Order.objects.select_related("buyer").get(payments=dispute.payment_id)
    lines = list(order.lines.order_by("pk"))
    log = [used for line in lines for used in uses_of(line, order)]
    terms = getattr(order, "refund_terms", None)
    policy = (
        f"Until {terms.days} days after the payment the buyer may give it back by themselves on the order's page, as"
        f" long as no more than {terms.progress_percent} % of it was used. Beyond that they may ask for their money."
        if terms is not None and terms.days
        else ""
    )
    return {
        "product_description": "\n".join(f"{line.title} (a course that is taken online)" for line in lines),
        "customer_name": order.buyer.display_name,
        "customer_email_address": order.buyer.email,
        "service_date": f"{order.paid_at:%Y-%m-%d}" if order.paid_at else "",
        "access_activity_log": "\n".join(log),
        "refund_policy_disclosure": policy,
        "uncategorized_text": "",
    }


def answer_dispute(dispute: Dispute, texts: Mapping[str, str], files: list[Attachment], *, actor: Any) -> None:
    """Write the answer down, to be sent by a job; once. The receipt goes with it where no other is given.

    Raises NotAllowed, DisputeAnswered.
    """
    if not actor.is_administrator:
        raise NotAllowed
    order = Order.objects.get(payments=dispute.payment_id)
    if "receipt" not in {file.field for file in files}:
        receipt = order.papers.filter(kind=PaperKind.RECEIPT).first()
        if receipt is not None:
            files = [*files, Attachment("receipt", file_name(receipt), pdf_of(receipt))]
    with transaction.atomic():
        held = Dispute.objects.select_for_update().get(pk=dispute.pk)
        failpoint("commerce.before_answering")
        if held.answered_at is not None or held.sent_at is not None or held.state != DisputeState.NEEDS_RESPONSE:
            raise DisputeAnswered
        held.evidence = {name: texts[name][:LONGEST_TEXT] for name in TEXTS if texts.get(name, "").strip()}
        held.answered_at, held.answered_by = clock.now(), actor
        held.save(update_fields=["evidence", "answered_at", "answered_by"])
        DisputeFile.objects.bulk_create(
            DisputeFile(dispute=held, field=file.field, name=file.name[-100:], content=file.content) for file in files
        )
        audit.record(order, "commerce.answer_dispute", actor, dispute=held.dispute_id)
        jobs.enqueue(SEND, dispute=held.pk)


def send_evidence(dispute: Dispute) -> None:
    """Hand in what was written down, under its key: sending it again sends nothing more. Raises GatewayUnavailable."""
    dispute = Dispute.objects.get(pk=dispute.pk)
    if dispute.answered_at is None or dispute.sent_at is not None:
        return
    evidence = dict(dispute.evidence)
    try:
        for file in dispute.files.order_by("pk"):
            file_id = file.file_id or disputes.upload(
                key=f"{dispute.key}-{file.field}", name=file.name, content=bytes(file.content)
            )
            DisputeFile.objects.filter(pk=file.pk).update(file_id=file_id)
            evidence[file.field] = file_id
        failpoint("commerce.before_evidence_is_sent")
        disputes.submit_evidence(dispute.dispute_id, evidence, key=str(dispute.key))
    except GatewayRefused:
        order = Order.objects.get(payments=dispute.payment_id)
        _tell(dispute, order, f"The answer about order {order.number} was refused by the payment provider")
        return
    Dispute.objects.filter(pk=dispute.pk, sent_at=None).update(sent_at=clock.now())


def ask_about(dispute: Dispute) -> None:
    """Ask the provider how things stand, now. Raises ProviderSilent."""
    # The one way in which anything becomes ours; it imports this module.
    from commerce.operations.settlement import settle_payment  # noqa: PLC0415

    try:
        settle_payment(dispute.payment)
    except GatewayUnavailable as silence:
        raise ProviderSilent from silence


def _moved(cause: str, amount: Money, fee: Money) -> Booking:
    """Money taken away (negative) or given again, and the fee."""
    gateway = Account(AccountPurpose.GATEWAY, amount.currency)
    return Booking(
        LedgerKind.DISPUTE,
        cause,
        {
            gateway: amount.minor - fee.minor,
            Account(AccountPurpose.GATEWAY_FEES, amount.currency): fee.minor,
            Account(AccountPurpose.DISPUTED, amount.currency): -amount.minor,
        },
    )


def _lose(dispute: Dispute, payment: Payment, order: Order) -> Iterator[Booking]:
    """The money is gone: sellers and platform give their parts back, and what was left of nothing is our loss."""
    lines = [line for line in order.lines.order_by("pk") if left_of(line) > 0]
    left = [left_of(line) for line in lines]
    amount = min(dispute.amount_minor, sum(left))
    if amount:
        refund = Refund.objects.create(
            payment=payment,
            reason=RefundReason.DISPUTE,
            state=RefundState.SUCCEEDED,
            amount_minor=amount,
            refund_id=dispute.dispute_id,
            decided_at=clock.now(),
        )
        parts = zip(lines, split(amount, left), strict=True)
        RefundPart.objects.bulk_create(
            RefundPart(refund=refund, line=line, amount_minor=part) for line, part in parts if part
        )
        yield give_back_lines(refund, order, out_of=AccountPurpose.DISPUTED)
    beyond = dispute.amount_minor - amount
    losses = {
        Account(AccountPurpose.LOSSES, order.currency): beyond,
        Account(AccountPurpose.DISPUTED, order.currency): -beyond,
    }
    yield Booking(LedgerKind.LOSS, dispute.dispute_id, losses)


def _tell(dispute: Dispute, order: Order, title: str) -> None:
    until = f" It is to be answered by {dispute.due_by:%d %B %Y, %H:%M} UTC." if dispute.due_by else ""
    is_open = dispute.state == DisputeState.NEEDS_RESPONSE and dispute.answered_at is None
    for administrator in User.objects.holding(Role.ADMINISTRATOR):
        notify(
            administrator,
            "orders.dispute",
            title=title,
            body=f"Order {order.number}, reason: {dispute.reason.replace('_', ' ')}." + (until if is_open else ""),
            url=admin_link(f"/admin/disputes/inspect/{dispute.pk}/"),
        )
