"""The desks where administrators look after money."""

from commerce.viewsets.orders import OrderViewSet
from commerce.viewsets.refund_requests import RefundRequestViewSet

__all__ = ["OrderViewSet", "RefundRequestViewSet"]
