"""What whoever has a gift's link may see and do."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import permissions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.operations.limits import LINK, knock
from commerce.enums import GiftState
from commerce.gates import Shown, sellable
from commerce.models import Gift
from commerce.operations.gift_acceptance import accept_gift
from commerce.operations.gift_codes import find_gift
from frontend_api.authentication import me
from frontend_api.idempotency import once_per_key
from frontend_api.v1.courses.shapes import PictureShape
from kit.errors import NotFound
from kit.visitors import visitor_of


class ShownGiftOut(serializers.Serializer):
    """A gift as whoever has its link sees it."""

    title = serializers.CharField(source="line.title")
    path = serializers.SerializerMethodField(help_text="Where the storefront shows it; empty when it does no more.")
    picture = serializers.SerializerMethodField(help_text="As courses have it; null without one.")
    giver = serializers.CharField(source="line.buyer.display_name")
    recipient_name = serializers.CharField()
    message = serializers.CharField()
    state = serializers.SerializerMethodField()
    is_mine = serializers.SerializerMethodField(help_text="Whether it was you who accepted it.")

    @extend_schema_field(serializers.ChoiceField(["open", "accepted", "given_back"]))
    def get_state(self, gift: Gift) -> str:
        state = gift.state
        return str(state) if state in {GiftState.ACCEPTED, GiftState.GIVEN_BACK} else "open"

    def get_path(self, gift: Gift) -> str:
        shown = self._shown()
        return shown.path if shown else ""

    @extend_schema_field(PictureShape(allow_null=True))
    def get_picture(self, gift: Gift) -> Any:
        shown = self._shown()
        return shown.picture if shown else None

    def get_is_mine(self, gift: Gift) -> bool:
        reader = self.context["reader"]
        return gift.accepted_by_id is not None and gift.accepted_by_id == reader.pk

    def _shown(self) -> Shown | None:
        shown: Shown | None = self.context["shown"]
        return shown


class GiftByLink(APIView):
    permission_classes = (permissions.AllowAny,)

    @extend_schema(
        operation_id="gift_by_link",
        summary="Look at a gift by its link",
        description="For whoever has the link, signed in or not.",
        responses=ShownGiftOut,
    )
    def get(self, request: Request, code: str) -> Response:
        return Response(_told(find_gift(code), request))


class GiftAcceptance(APIView):
    @extend_schema(
        operation_id="accept_gift",
        summary="Accept a gift",
        description="It goes to the first who accepts it. Accepting it again changes nothing.",
        request=None,
        responses={201: ShownGiftOut},
    )
    def post(self, request: Request, code: str) -> Response:
        # Counted before anything is done, and not given back with what is refused.
        _found(request, code)
        return self.accept(request, code)

    @once_per_key
    def accept(self, request: Request, code: str) -> Response:
        accept_gift(code, actor=me(request))
        return Response(_told(find_gift(code), request), status=201)


def _found(request: Request, code: str) -> Gift:
    """The gift; whoever tries codes is held up."""
    try:
        return find_gift(code)
    except NotFound:
        knock(LINK, visitor_of(request))
        raise


def _told(gift: Gift, request: Request) -> Any:
    shown = sellable(gift.line.sellable_kind).show(gift.line.sellable_id, AnonymousUser())
    return ShownGiftOut(gift, context={"reader": request.user, "shown": shown}).data
