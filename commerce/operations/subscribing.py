"""Subscribing on the payment provider's hosted page: meant, committed, asked for, recorded."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.models import User
from commerce.enums import SubscriptionState, TaxMode
from commerce.errors import NoSubscription, PaymentNotOpened, PlanNotOffered, ProviderSilent, SubscribedAlready
from commerce.gateways import GatewayRefused, GatewayUnavailable, billing
from commerce.gateways.billing_shapes import NewPrice, SignUp
from commerce.models import PlanCustomer, PlanPrice, Subscription
from commerce.models.plans import FAMILY
from commerce.operations.checkout import TAXED
from kit import clock
from kit.errors import NotFound

PAGE = "/account/plan"
# Where the provider's name of a price is kept that is taxed so.
NAMES = {TaxMode.OFF: "price_id", TaxMode.INCLUDED: "included_price_id", TaxMode.ADDED: "added_price_id"}


def subscribe(person: User, price_id: UUID) -> Subscription:
    """Mean to subscribe, and open the hosted page for it. Asking again while it is open finds the same page.

    Another price closes the page that was open. Raises NotFound, PlanNotOffered, SubscribedAlready, PaymentNotOpened,
    ProviderSilent.
    """
    price = PlanPrice.objects.select_related("plan").filter(public_id=price_id).first()
    if price is None:
        raise NotFound
    if not settings.STRIPE_SECRET_KEY:
        raise PlanNotOffered
    live = Subscription.objects.live().filter(subscriber=person, family=price.plan.family).first()
    if live is not None and live.price_id != price.pk:
        live = _let_go(live)
    if live is not None and live.state != SubscriptionState.OPENING:
        raise SubscribedAlready
    if not (price.is_offered and price.plan.is_offered):
        raise PlanNotOffered
    try:
        return _open(live or _intend(person, price))
    except GatewayUnavailable as silence:
        raise ProviderSilent from silence


def open_portal(person: User) -> str:
    """The provider's page for the person's cards and invoices. Raises NoSubscription, ProviderSilent."""
    customer = PlanCustomer.objects.filter(person=person, customer_id__isnull=False).first()
    if customer is None or customer.customer_id is None:
        raise NoSubscription
    try:
        return billing.open_portal(customer.customer_id, settings.SITE_URL + PAGE)
    except GatewayRefused as refusal:
        raise NoSubscription from refusal
    except GatewayUnavailable as silence:
        raise ProviderSilent from silence


def trial_days_for(person: Any, price: PlanPrice) -> int:
    """How long the person may try the plan."""
    return 0 if has_had_trial(person, price.plan.family) else price.plan.trial_days


def has_had_trial(person: Any, family: str = FAMILY) -> bool:
    """Whether the person has tried a plan of the family before: nobody does twice."""
    begun = Subscription.objects.filter(subscriber=person, family=family, subscription_id__isnull=False)
    return begun.filter(trial_days__gt=0).exists()


def keep_price(price: PlanPrice, mode: TaxMode) -> str:
    """The price's name at the provider where it is taxed so; made there when it is first asked for.

    Raises what the gateway raises.
    """
    field = NAMES[mode]
    known: str | None = getattr(price, field)
    if known is None:
        plan = price.plan
        if plan.product_id is None or mode != TaxMode.OFF:
            plan.product_id = billing.keep_product(key=plan.key, product_id=plan.product_id, name=plan.name)
            plan.save(update_fields=["product_id"])
        wanted = NewPrice(
            key=price.key,
            reference=price.public_id,
            product_id=plan.product_id,
            amount=price.amount,
            interval=price.interval,
            tax=TAXED.get(mode),
        )
        known = billing.keep_price(wanted)
        setattr(price, field, known)
        price.save(update_fields=[field])
    return known


def _intend(person: User, price: PlanPrice) -> Subscription:
    now = clock.now()
    try:
        with transaction.atomic():
            return Subscription.objects.create(
                subscriber=person,
                family=price.plan.family,
                price=price,
                trial_days=trial_days_for(person, price),
                intended_at=now,
                expires_at=now + timedelta(minutes=settings.CHECKOUT_MINUTES),
                look_at=now + timedelta(minutes=2),
            )
    except IntegrityError as twice:
        # Two tabs at one moment: the other one's page is the page.
        held = Subscription.objects.live().filter(subscriber=person, family=price.plan.family).first()
        if held is None or held.price_id != price.pk or held.state != SubscriptionState.OPENING:
            raise SubscribedAlready from twice
        return held


def _open(subscription: Subscription) -> Subscription:
    if subscription.url:
        return subscription
    try:
        page = billing.open_sign_up(
            SignUp(
                key=subscription.key,
                reference=subscription.public_id,
                customer_id=_keep_customer(subscription.subscriber),
                price_id=keep_price(subscription.price, TaxMode(subscription.tax_mode)),
                is_taxed=subscription.tax_mode != TaxMode.OFF,
                trial_days=subscription.trial_days,
                return_url=f"{settings.SITE_URL}{PAGE}?back=1",
                cancel_url=f"{settings.SITE_URL}/plans",
                expires_at=subscription.expires_at,
            )
        )
    except GatewayRefused as refusal:
        give_up(subscription)
        raise PaymentNotOpened from refusal
    # Only beside a page that nobody wrote down yet: whoever settles it may have been here meanwhile.
    Subscription.objects.filter(pk=subscription.pk, session_id=None).update(session_id=page.session_id, url=page.url)
    subscription.refresh_from_db()
    return subscription


def _keep_customer(person: User) -> str:
    customer, _is_new = PlanCustomer.objects.get_or_create(person=person)
    if customer.customer_id is None:
        customer.customer_id = billing.keep_customer(key=customer.key, email=person.email, name=person.display_name)
        customer.save(update_fields=["customer_id"])
    return customer.customer_id


def _let_go(subscription: Subscription) -> Subscription | None:
    """Close the page of a subscription that has not begun; what began meanwhile is returned."""
    if subscription.state != SubscriptionState.OPENING:
        return subscription
    try:
        if subscription.session_id is not None:
            try:
                billing.close_sign_up(subscription.session_id)
            except GatewayRefused:
                if billing.read_sign_up(subscription.session_id).subscription_id is not None:
                    return subscription
        give_up(subscription)
    except GatewayUnavailable as silence:
        raise ProviderSilent from silence
    return None


def give_up(subscription: Subscription) -> None:
    """End a subscription that nobody can begin any more. Ending it again changes nothing."""
    Subscription.objects.filter(pk=subscription.pk, state=SubscriptionState.OPENING, subscription_id=None).update(
        state=SubscriptionState.GIVEN_UP, url="", ended_at=clock.now()
    )
