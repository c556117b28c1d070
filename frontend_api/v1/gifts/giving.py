"""Buying for somebody else, and looking after it until they accept it."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.operations.limits import LETTER, knock
from commerce.models import Gift
from commerce.models.gifts import LONGEST_MESSAGE, LONGEST_NAME
from commerce.operations.checkout import place_order
from commerce.operations.gifts import change_recipient, present_for, send_again
from commerce.operations.wanted import Wanted
from frontend_api.authentication import me
from frontend_api.bodies import ExactBody, read_body
from frontend_api.idempotency import once_per_key
from frontend_api.v1.carts.coupons import read_coupon
from frontend_api.v1.gifts.shapes import GiftOut
from frontend_api.v1.orders.shapes import CHOSEN, GIVEN_KINDS, ChosenIn, OrderOut, PriceIn, shown_amount
from frontend_api.v1.orders.views import told
from kit.visitors import visitor_of


class RecipientIn(ExactBody):
    recipient_name = serializers.CharField(max_length=LONGEST_NAME)
    recipient_email = serializers.EmailField()


class GiftIn(RecipientIn):
    kind = serializers.ChoiceField(GIVEN_KINDS)
    id = serializers.UUIDField()
    price = PriceIn(
        required=False, allow_null=True, help_text="What you showed. With another price now, nothing is ordered (409)."
    )
    amount = ChosenIn(required=False, allow_null=True, help_text=CHOSEN)
    coupon = serializers.CharField(required=False, allow_blank=True, max_length=100, help_text="A coupon's code.")
    message = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_MESSAGE)
    send_on = serializers.DateField(
        required=False,
        allow_null=True,
        help_text="The day, where the giver lives, on which the letter goes out; at once when it is left out.",
    )


def _gift(request: Request, public_id: UUID) -> Gift:
    return get_object_or_404(Gift.objects.readable_by(me(request)), public_id=public_id)


class MyGifts(APIView):
    @extend_schema(
        operation_id="order_gift",
        summary="Order something for somebody else",
        description=(
            "An order like any other, but what is paid goes to whoever opens the link that we send. Ordering the same"
            " gift while it waits for payment gives the same order. One may give what one has."
        ),
        request=GiftIn,
        responses={201: OrderOut},
    )
    @once_per_key
    def post(self, request: Request) -> Response:
        body = read_body(request, GiftIn)
        present = present_for(
            me(request),
            name=body["recipient_name"],
            email=body["recipient_email"],
            message=body.get("message", ""),
            send_on=body.get("send_on"),
        )
        chosen = shown_amount(body.get("amount"))
        wanted = Wanted(body["kind"], body["id"], shown_amount(body.get("price")), present, amount=chosen)
        order = place_order(me(request), [wanted], coupon=read_coupon(request, body.get("coupon", "")))
        return Response(told(order), status=201)


class MyGift(APIView):
    @extend_schema(
        operation_id="change_gift",
        summary="Let a gift be for somebody else",
        description="While nobody has accepted it. A new address gets a link of its own; the earlier one is dead.",
        request=RecipientIn,
        responses=GiftOut,
    )
    def patch(self, request: Request, public_id: UUID) -> Response:
        body = read_body(request, RecipientIn)
        gift = _gift(request, public_id)
        knock(LETTER, visitor_of(request), subject=f"gift {body['recipient_email']}", anywhere=True)
        changed = change_recipient(gift, name=body["recipient_name"], email=body["recipient_email"], actor=me(request))
        return Response(GiftOut(changed).data)


class GiftLetters(APIView):
    @extend_schema(
        operation_id="send_gift_again",
        summary="Send the letter of a gift once more, now",
        request=None,
        responses=GiftOut,
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        gift = _gift(request, public_id)
        knock(LETTER, visitor_of(request), subject=f"gift {gift.recipient_email}", anywhere=True)
        return Response(GiftOut(send_again(gift, actor=me(request))).data)
