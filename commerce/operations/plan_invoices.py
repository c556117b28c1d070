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
from commerce.gateways.plan_taxes import read_taxes
from commerce.models import LineShare, Order, OrderLine, Payment, Plan, PlanInvoice, PlanPrice, Subscription
from commerce.operations.plan_taxes import taxes_in_what_was_paid, with_taxes
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
    if not truth.is_paid:
        # It is looked at again.
        return
    mode = TaxMode(subscription.tax_mode)
    taxed = read_taxes(invoice.invoice_id) if mode != TaxMode.OFF else None
    taxes = taxes_in_what_was_paid(taxed) if taxed is not None else []
    tax_minor = sum(tax.amount_minor for tax in taxes)
    with transaction.atomic():
        held = Subscription.objects.select_for_update().get(pk=subscription.pk)
        if PlanInvoice.objects.filter(invoice_id=invoice.invoice_id).exists():
            return
        # What was promised is without the tax that is added to it: settling adds it.
        promised = invoice.total.minor - (tax_minor if mode == TaxMode.ADDED else 0)
        line = _write(held, invoice, promised)
        order = line.order
        payment = Payment.objects.create(
            order=order,
            state=PaymentState.OPEN,
            amount_minor=order.total_minor,
            currency=order.currency,
            intent_id=intent_id,
            intended_at=order.placed_at,
            expires_at=order.placed_at,
        )
        apply_truth(payment, truth if taxed is None else with_taxes(truth, line, taxes, taxed.payer))


def _plan_of(held: Subscription, invoice: PaidInvoice) -> Plan:
    """Which plan was paid for; the subscription may have gone over to another since."""
    price = PlanPrice.objects.select_related("plan").known_as(invoice.price_id).first()
    return (price or held.price).plan


def _write(held: Subscription, invoice: PaidInvoice, promised: int) -> OrderLine:
    plan = _plan_of(held, invoice)
    order = Order.objects.create(
        buyer=held.subscriber,
        currency=invoice.total.currency,
        total_minor=promised,
        tax_mode=held.tax_mode,
        placed_at=clock.now(),
    )
    written = PlanInvoice.objects.create(
        subscription=held,
        invoice_id=invoice.invoice_id,
        order=order,
        period_start=invoice.period_start,
        period_end=invoice.period_end,
    )
    commission = share_of(promised, plan.commission_basis_points)
    first, last = invoice.period_start, invoice.period_end
    line = OrderLine.objects.create(
        order=order,
        buyer=held.subscriber,
        sellable_kind=SELLABLE_KIND,
        sellable_id=written.public_id,
        title=f"{plan.name}, {first.day} {first:%B %Y} to {last.day} {last:%B %Y}",
        price_minor=promised,
        total_minor=promised,
        commission_basis_points=plan.commission_basis_points,
        commission_minor=commission,
    )
    LineShare.objects.create(line=line, payee=None, amount_minor=promised - commission)
    return line
