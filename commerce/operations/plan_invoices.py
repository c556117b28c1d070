"""What subscriptions bring is sold like everything else: each paid invoice is an order with its payment.

So it has a receipt, stands in the ledger, is given back and disputed in the one way there is. What the platform does
not keep is nobody's yet (`LineShare` without a payee): `operations.plan_shares` gives it to whose things were used.
"""

from collections.abc import Sequence

from django.db import transaction

from commerce.enums import PaymentState, TaxMode
from commerce.gateways import billing
from commerce.gateways.billing_shapes import PaidInvoice
from commerce.gateways.intents import read_intent
from commerce.models import LineShare, Order, OrderLine, Payment, Plan, PlanInvoice, PlanPrice, Subscription
from commerce.operations.settlement import apply_truth
from commerce.operations.splitting import share_of
from kit import clock

SELLABLE_KIND = "plan"


def book_invoices(subscription: Subscription, paid: Sequence[PaidInvoice]) -> None:
    """Book what of these was not booked yet. Booking it twice changes nothing. Raises GatewayUnavailable."""
    names = [invoice.invoice_id for invoice in paid]
    booked = set(PlanInvoice.objects.filter(invoice_id__in=names).values_list("invoice_id", flat=True))
    for invoice in paid:
        if invoice.invoice_id not in booked:
            _book(subscription, invoice)


def _book(subscription: Subscription, invoice: PaidInvoice) -> None:
    intent_id = billing.intent_of(invoice.invoice_id)
    if intent_id is None:
        # Marked as paid by hand: no money came to the provider.
        return
    truth = read_intent(intent_id)
    with transaction.atomic():
        held = (
            Subscription.objects.select_for_update(of=("self",)).select_related("price__plan").get(pk=subscription.pk)
        )
        if PlanInvoice.objects.filter(invoice_id=invoice.invoice_id).exists():
            return
        order = _write(held, invoice)
        payment = Payment.objects.create(
            order=order,
            state=PaymentState.OPEN,
            amount_minor=order.total_minor,
            currency=order.currency,
            intent_id=intent_id,
            intended_at=order.placed_at,
            expires_at=order.placed_at,
        )
        apply_truth(payment, truth)


def _plan_of(held: Subscription, invoice: PaidInvoice) -> Plan:
    """Which plan was paid for; the subscription may have gone over to another since."""
    price = PlanPrice.objects.select_related("plan").filter(price_id=invoice.price_id).first()
    return (price or held.price).plan


def _write(held: Subscription, invoice: PaidInvoice) -> Order:
    plan, total = _plan_of(held, invoice), invoice.total
    order = Order.objects.create(
        buyer=held.subscriber,
        currency=total.currency,
        total_minor=total.minor,
        # Nobody asks for tax on subscriptions (docs/how-to/switch-tax-on.md).
        tax_mode=TaxMode.OFF,
        placed_at=clock.now(),
    )
    written = PlanInvoice.objects.create(
        subscription=held,
        invoice_id=invoice.invoice_id,
        order=order,
        period_start=invoice.period_start,
        period_end=invoice.period_end,
    )
    commission = share_of(total.minor, plan.commission_basis_points)
    first, last = invoice.period_start, invoice.period_end
    line = OrderLine.objects.create(
        order=order,
        buyer=held.subscriber,
        sellable_kind=SELLABLE_KIND,
        sellable_id=written.public_id,
        title=f"{plan.name}, {first.day} {first:%B %Y} to {last.day} {last:%B %Y}",
        price_minor=total.minor,
        total_minor=total.minor,
        commission_basis_points=plan.commission_basis_points,
        commission_minor=commission,
    )
    LineShare.objects.create(line=line, payee=None, amount_minor=total.minor - commission)
    return order
