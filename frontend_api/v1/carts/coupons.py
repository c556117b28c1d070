"""Codes as people type them: looked up, and counted where they are wrong, so that nobody finds one by trying."""

from rest_framework.request import Request

from commerce.errors import CouponUnknown
from commerce.models import Coupon
from commerce.operations.coupons import find_coupon
from frontend_api.throttling import caller_key
from kit import rate_limits

WRONG_CODES = 10
WINDOW_SECONDS = 600


def read_coupon(request: Request, code: str) -> Coupon | None:
    """The coupon of a code; None for an empty one. Raises CouponUnknown, and RateLimited after many of those.

    Then right codes are refused too, or trying would go on to pay.
    """
    if not code.strip():
        return None
    key = f"wrong_coupons:{caller_key(request, request.user)}"
    rate_limits.refuse_when_spent(key, limit=WRONG_CODES)
    try:
        return find_coupon(code)
    except CouponUnknown:
        rate_limits.hit(key, limit=WRONG_CODES, seconds=WINDOW_SECONDS)
        raise
