"""Giving back what one bought: under the terms of the order at once, beyond them by asking."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from commerce.enums import RequestState
from commerce.models import Order, OrderLine
from commerce.operations.giving_back import GivingBack, ask_for_money_back, give_back, may_be_given_back
from frontend_api.authentication import me
from frontend_api.bodies import ExactBody, read_body
from frontend_api.idempotency import once_per_key

WHY_NOT = ["", "given_back", "too_late", "too_far", "no_terms"]


class RefundRequestOut(serializers.Serializer):
    state = serializers.ChoiceField(RequestState.choices)
    words = serializers.CharField()
    asked_at = serializers.DateTimeField()
    answer = serializers.CharField()


class GivingBackOut(serializers.Serializer):
    line = serializers.UUIDField(source="line.public_id")
    title = serializers.CharField(source="line.title")
    amount_minor = serializers.IntegerField(help_text="What would come back.")
    is_open = serializers.SerializerMethodField(help_text="Whether it may be given back without asking.")
    why_not = serializers.ChoiceField(WHY_NOT, help_text="Why it may not; empty where it may.")
    until = serializers.DateTimeField(allow_null=True)
    progress_percent = serializers.IntegerField()
    limit_percent = serializers.IntegerField(help_text="Up to which progress it may be given back.")
    request = serializers.SerializerMethodField(help_text="What was asked for last; null where nothing was.")

    def get_is_open(self, given: GivingBack) -> bool:
        return not given.why_not

    @extend_schema_field(RefundRequestOut(allow_null=True))
    def get_request(self, given: GivingBack) -> Any:
        return RefundRequestOut(given.request).data if given.request else None


class OrderRefundsOut(serializers.Serializer):
    lines = GivingBackOut(many=True)


class GiveBackIn(ExactBody):
    line = serializers.UUIDField()
    words = serializers.CharField(required=False, allow_blank=True, max_length=1000, help_text="Why, if one likes.")


class AskForMoneyIn(ExactBody):
    line = serializers.UUIDField()
    words = serializers.CharField(max_length=2000, help_text="Why, in a few words.")


def _order(request: Request, public_id: UUID) -> Order:
    return get_object_or_404(Order.objects.readable_by(me(request)), public_id=public_id)


def _line(request: Request, public_id: UUID, line: UUID) -> OrderLine:
    return get_object_or_404(OrderLine, order=_order(request, public_id), public_id=line)


def _standing(request: Request, public_id: UUID) -> dict[str, Any]:
    return OrderRefundsOut({"lines": may_be_given_back(_order(request, public_id))}).data


class OrderRefunds(APIView):
    @extend_schema(
        operation_id="order_refunds",
        summary="What of an order may be given back",
        description="The terms are those that held when the order was paid.",
        responses=OrderRefundsOut,
    )
    def get(self, request: Request, public_id: UUID) -> Response:
        return Response(_standing(request, public_id))

    @extend_schema(
        operation_id="give_back",
        summary="Give something back",
        description="Its price goes back the way it came, and access to it ends. Doing it twice does it once.",
        request=GiveBackIn,
        responses={201: OrderRefundsOut},
    )
    @once_per_key
    def post(self, request: Request, public_id: UUID) -> Response:
        body = read_body(request, GiveBackIn)
        give_back(_line(request, public_id, body["line"]), words=body.get("words", ""), actor=me(request))
        return Response(_standing(request, public_id), status=201)


class OrderRefundRequests(APIView):
    @extend_schema(
        operation_id="ask_for_money_back",
        summary="Ask for money back beyond the terms",
        description="Administrators decide; the answer comes as a notice and by letter.",
        request=AskForMoneyIn,
        responses={201: OrderRefundsOut},
    )
    @once_per_key
    def post(self, request: Request, public_id: UUID) -> Response:
        body = read_body(request, AskForMoneyIn)
        ask_for_money_back(_line(request, public_id, body["line"]), words=body["words"], actor=me(request))
        return Response(_standing(request, public_id), status=201)
