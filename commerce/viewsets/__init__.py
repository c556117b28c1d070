"""The desks where administrators look after money."""

from commerce.viewsets.disputes import DisputeViewSet
from commerce.viewsets.events import StripeEventViewSet
from commerce.viewsets.ledger import LedgerAccountViewSet, LedgerTransactionViewSet
from commerce.viewsets.order_checks import OrderCheckViewSet
from commerce.viewsets.orders import OrderViewSet
from commerce.viewsets.reconciliations import ReconciliationViewSet
from commerce.viewsets.refund_requests import RefundRequestViewSet
from commerce.viewsets.subscriptions import SubscriptionViewSet

__all__ = [
    "DisputeViewSet",
    "LedgerAccountViewSet",
    "LedgerTransactionViewSet",
    "OrderCheckViewSet",
    "OrderViewSet",
    "ReconciliationViewSet",
    "RefundRequestViewSet",
    "StripeEventViewSet",
    "SubscriptionViewSet",
]
