"""Carts: one's own, kept with the account; and what a visitor's, kept in their browser, would cost."""

import re
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from commerce.errors import CouponUnknown
from commerce.gates import Thing
from commerce.models import Coupon
from commerce.operations.carts import Cart, add_to_cart, quote_cart, read_cart, remove_from_cart
from frontend_api.authentication import me
from frontend_api.bodies import read_body
from frontend_api.v1.carts.coupons import read_coupon
from frontend_api.v1.carts.shapes import THINGS, CartOut, ThingsIn, amounts_of, read_things, things_of
from kit.errors import InvalidInput, RateLimited

COUPON = OpenApiParameter("coupon", str, description="A coupon's code. One that cannot be used is told in the answer.")


CURRENCY = OpenApiParameter("currency", str, description="In which one would pay; without it that of the first thing.")
CODE = re.compile("[A-Z]{3}")


def currency_of(request: Request) -> str | None:
    """The currency of the address. Raises InvalidInput for what is none."""
    wanted = request.query_params.get("currency", "")
    if wanted and not CODE.fullmatch(wanted):
        raise InvalidInput({"currency": ["Three capital letters."]})
    return wanted or None


def _answer(request: Request, read: Callable[[Coupon | None], Cart]) -> Response:
    """The cart with the coupon of the address, or with what speaks against it."""
    code = request.query_params.get("coupon", "")
    try:
        coupon = read_coupon(request, code)
    except (CouponUnknown, RateLimited) as refusal:
        return Response(CartOut(replace(read(None), coupon_refusal=refusal), context={"code": code}).data)
    return Response(CartOut(read(coupon)).data)


class CartQuote(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="quote_cart",
        summary="What a cart would cost",
        description="For visitors, whose cart is kept in their browser. Nothing is kept here.",
        parameters=[OpenApiParameter("items", str, description=THINGS), COUPON, CURRENCY],
        responses=CartOut,
    )
    def get(self, request: Request) -> Response:
        things = read_things(request.query_params.get("items", ""))
        currency = currency_of(request)
        amounts = amounts_of(things)
        return _answer(request, lambda coupon: quote_cart(things, request.user, coupon, currency, amounts))


class MyCart(APIView):
    @extend_schema(operation_id="my_cart", summary="My cart", parameters=[COUPON, CURRENCY], responses=CartOut)
    def get(self, request: Request) -> Response:
        currency = currency_of(request)
        return _answer(request, lambda coupon: read_cart(me(request), coupon, currency))

    @extend_schema(
        operation_id="add_to_cart",
        summary="Lay things in my cart",
        description=(
            "Each is in it once, however often it is laid in: so a browser's cart is taken over at sign-in. What there"
            " is not is left out. An amount that is sent takes the place of the one that was kept."
        ),
        request=ThingsIn,
        responses=CartOut,
    )
    def post(self, request: Request) -> Response:
        things = things_of(read_body(request, ThingsIn)["items"])
        add_to_cart(me(request), things, amounts_of(things))
        return Response(CartOut(read_cart(me(request))).data)


class MyCartItem(APIView):
    @extend_schema(operation_id="remove_from_cart", summary="Take a thing out of my cart", responses={204: None})
    def delete(self, request: Request, kind: str, public_id: UUID) -> Response:
        remove_from_cart(me(request), Thing(kind, public_id))
        return Response(status=204)
