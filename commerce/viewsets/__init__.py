"""The desks where administrators look after money."""

from commerce.viewsets.disputes import DisputeViewSet
from commerce.viewsets.orders import OrderViewSet
from commerce.viewsets.refund_requests import RefundRequestViewSet

__all__ = ["DisputeViewSet", "OrderViewSet", "RefundRequestViewSet"]
