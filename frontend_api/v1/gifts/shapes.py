"""A gift as its giver sees it."""

from rest_framework import serializers

from commerce.enums import GiftState
from commerce.models import Gift
from commerce.operations.gift_codes import path_of
from notices.letters import site_link


class GiftOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    state = serializers.ChoiceField(GiftState.choices)
    recipient_name = serializers.CharField()
    recipient_email = serializers.EmailField()
    message = serializers.CharField()
    send_on = serializers.DateField(allow_null=True)
    sent_at = serializers.DateTimeField(allow_null=True, help_text="When the letter went out; null while one is to.")
    accepted_at = serializers.DateTimeField(allow_null=True)
    link = serializers.SerializerMethodField(help_text="For whoever is to have it; empty before it is paid for.")

    def get_link(self, gift: Gift) -> str:
        return site_link(path_of(gift)) if gift.state in {GiftState.WAITING, GiftState.SENT} else ""
