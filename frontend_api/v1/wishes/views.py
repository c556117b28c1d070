"""My wishes: what I have put by to come back to. Nobody else reads them; sellers see a number."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from commerce.gates import Thing
from commerce.operations.wishes import as_now, give_up_wish, move_to_cart, put_by
from frontend_api.authentication import me
from frontend_api.v1.carts.views import CURRENCY, currency_of
from frontend_api.v1.wishes.shapes import WishesOut


class MyWishes(APIView):
    @extend_schema(
        operation_id="my_wishes",
        summary="What I have put by",
        description="Each with what it costs now. What is sold no more stays in the list and says so.",
        parameters=[CURRENCY],
        responses=WishesOut,
    )
    def get(self, request: Request) -> Response:
        wishes = list(me(request).wishes.order_by("-wished_at", "-pk"))
        return Response(WishesOut({"wishes": as_now(wishes, me(request), currency_of(request))}).data)


class MyWish(APIView):
    @extend_schema(
        operation_id="put_by",
        summary="Put a thing by",
        description="Doing it again changes nothing.",
        request=None,
        responses={204: None},
    )
    def put(self, request: Request, kind: str, public_id: UUID) -> Response:
        put_by(me(request), Thing(kind, public_id))
        return Response(status=204)

    @extend_schema(operation_id="give_up_wish", summary="Take a wish away", responses={204: None})
    def delete(self, request: Request, kind: str, public_id: UUID) -> Response:
        give_up_wish(me(request), Thing(kind, public_id))
        return Response(status=204)


class MyWishToCart(APIView):
    @extend_schema(
        operation_id="move_wish_to_cart",
        summary="Move a wish to my cart",
        description="Where the cart is full, it stays a wish.",
        request=None,
        responses={204: None},
    )
    def post(self, request: Request, kind: str, public_id: UUID) -> Response:
        move_to_cart(me(request), Thing(kind, public_id))
        return Response(status=204)
