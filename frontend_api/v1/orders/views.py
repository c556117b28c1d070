"""Buying: an order is placed, paid on the provider's page, and settled; everything here is the asking person's own."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from commerce.errors import PapersUnavailable
from commerce.gates import Shown, Thing
from commerce.models import Order, OrderLine, Paper
from commerce.operations.checkout import open_payment, place_order
from commerce.operations.papers import file_name, pdf_of
from commerce.operations.settlement import cancel_order, settle_order
from frontend_api.authentication import me
from frontend_api.bodies import read_body
from frontend_api.idempotency import once_per_key
from frontend_api.v1 import examples
from frontend_api.v1.carts.coupons import read_coupon
from frontend_api.v1.orders.shapes import OrderIn, OrderOut, PaymentOut, shown_amount, things_shown, wanted, with_taxes
from kit.pdf import PapersNotInstalled


def _my_orders(request: Request) -> Any:
    lines = Prefetch("lines", OrderLine.objects.select_related("gift", "part_of"))
    papers = Prefetch("papers", Paper.objects.listed())
    mine = Order.objects.readable_by(me(request)).select_related("coupon_use__coupon")
    return mine.prefetch_related(lines, "payments__refunds", papers)


def _my_order(request: Request, public_id: UUID) -> Order:
    order = get_object_or_404(Order.objects.readable_by(me(request)), public_id=public_id)
    order.buyer = me(request)
    return order


def told(order: Order) -> Any:
    """What is answered of an order that was just changed."""
    prefetch_related_objects([order], Prefetch("lines", OrderLine.objects.select_related("gift", "part_of")))
    return _shaped(order)


def _shaped(order: Order) -> Any:
    with_taxes([order])
    return OrderOut(order, context={"shown": things_shown([order])}).data


class MyOrders(ListAPIView):
    serializer_class = OrderOut
    ordering = ("-placed_at", "-pk")

    shown: Mapping[Thing, Shown] = MappingProxyType({})

    def get_queryset(self) -> Any:
        return _my_orders(self.request)

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        self.shown = things_shown(page or [])
        with_taxes(page or [])
        return page

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "shown": self.shown}

    @extend_schema(operation_id="my_orders", summary="My orders, newest first")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request)

    @extend_schema(
        operation_id="place_order",
        summary="Order something",
        description=(
            "Prices are the ones that hold now; what the order says then stays. Nothing is paid yet: open its payment"
            " next. Ordering the same while it waits for payment gives the same order."
        ),
        request=OrderIn,
        responses={201: OrderOut},
    )
    @once_per_key
    def post(self, request: Request) -> Response:
        body = read_body(request, OrderIn)
        order = place_order(
            me(request),
            wanted(body["items"]),
            coupon=read_coupon(request, body.get("coupon", "")),
            expected=shown_amount(body.get("total")),
            currency=body.get("currency"),
        )
        return Response(told(order), status=201)


class MyOrder(APIView):
    @extend_schema(
        operation_id="my_order",
        summary="One of my orders",
        responses=OrderOut,
        examples=[OpenApiExample("Order", examples.ORDER, response_only=True)],
    )
    def get(self, request: Request, public_id: UUID) -> Response:
        return Response(_shaped(get_object_or_404(_my_orders(request), public_id=public_id)))

    @extend_schema(
        operation_id="cancel_order",
        summary="Cancel an order that waits for payment",
        description="Whoever has paid meanwhile has bought: look at the state of the answer.",
        responses=OrderOut,
    )
    def delete(self, request: Request, public_id: UUID) -> Response:
        return Response(told(cancel_order(_my_order(request, public_id))))


class OrderPayment(APIView):
    @extend_schema(
        operation_id="open_payment",
        summary="Open the page where an order is paid",
        description="Opening it again gives the same page while it is open.",
        request=None,
        responses=PaymentOut,
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        payment = open_payment(_my_order(request, public_id))
        return Response(PaymentOut(payment).data)


class OrderSettlement(APIView):
    @extend_schema(
        operation_id="settle_order",
        summary="Ask whether an order has been paid",
        description=(
            "For the page one comes back to: the payment provider is asked, so the answer is right whether or not its"
            " own word has reached us."
        ),
        request=None,
        responses=OrderOut,
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        return Response(told(settle_order(_my_order(request, public_id))))


class OrderPaper(APIView):
    @extend_schema(
        operation_id="order_paper",
        summary="A receipt or credit note of one of my orders",
        description="A PDF to keep. What it says never changes.",
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, public_id: UUID, paper_id: UUID) -> HttpResponse:
        papers = Paper.objects.listed().readable_by(me(request))
        paper = get_object_or_404(papers, order__public_id=public_id, public_id=paper_id)
        try:
            file = pdf_of(paper)
        except PapersNotInstalled as missing:
            raise PapersUnavailable from missing
        response = HttpResponse(file, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{file_name(paper)}"'
        response["Cache-Control"] = "private, no-store"
        return response
