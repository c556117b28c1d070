"""What a person sees and says of themselves. Nothing of anybody else is here."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.enums import Door, RequestState, Role
from accounts.models import Profile, RoleRequest, TokenFamily
from frontend_api.v1.auth.serializers import WANTED, PasswordField
from frontend_api.v1.media.shapes import LookShape
from media.documents import LOOK, look_of
from notices.enums import Area
from notices.models import Notice

ROLES = [(role.value, role.label) for role in Role]


class TermsState(serializers.Serializer):
    current_version = serializers.CharField()
    accepted_version = serializers.CharField(allow_null=True)
    must_accept = serializers.BooleanField()


class MeOut(serializers.Serializer):
    """Who am I."""

    public_id = serializers.UUIDField()
    email = serializers.EmailField()
    display_name = serializers.CharField()
    roles = serializers.ListField(child=serializers.ChoiceField(ROLES))
    producer_slug = serializers.CharField(allow_null=True)
    language = serializers.CharField()
    time_zone = serializers.CharField()
    unread_notices = serializers.IntegerField()
    terms = TermsState()
    joined_at = serializers.DateTimeField()


class StyleSkillShape(serializers.Serializer):
    style = serializers.SlugField(max_length=80)  # type: ignore[assignment]
    skill = serializers.IntegerField(min_value=1, max_value=5)


class AvatarOut(LookShape):
    id = serializers.UUIDField()
    url = serializers.CharField()


class PublicProfileOut(serializers.Serializer):
    """What everybody may read of somebody who teaches."""

    display_name = serializers.CharField(source="person.display_name")
    producer_slug = serializers.CharField()
    avatar = serializers.SerializerMethodField()
    headline = serializers.CharField()
    bio = serializers.CharField()
    location = serializers.CharField()
    specialities = serializers.ListField(child=serializers.CharField())
    certifications = serializers.ListField(child=serializers.CharField())
    styles = serializers.SerializerMethodField()

    @extend_schema_field(AvatarOut(allow_null=True))
    def get_avatar(self, profile: Profile) -> dict[str, Any] | None:
        picture = profile.avatar
        if picture is None:
            return None
        return {
            "id": picture.public_id,
            "url": f"/api/v1/media/{picture.public_id}",
            **look_of({name: getattr(picture, name) for name in LOOK}),
        }

    @extend_schema_field(StyleSkillShape(many=True))
    def get_styles(self, profile: Profile) -> list[dict[str, Any]]:
        return [{"style": held.style.slug, "skill": held.skill} for held in profile.styles.all()]


class ProfileOut(PublicProfileOut):
    producer_slug = serializers.CharField(allow_null=True)
    language = serializers.CharField()
    time_zone = serializers.CharField()


class ProfileIn(serializers.Serializer):
    """Only what is sent is changed. `avatar` is the public id of a picture of one's own, or null."""

    display_name = serializers.CharField(max_length=80, required=False)
    producer_slug = serializers.CharField(max_length=80, required=False)
    avatar = serializers.UUIDField(required=False, allow_null=True)
    headline = serializers.CharField(max_length=120, required=False, allow_blank=True)
    bio = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    location = serializers.CharField(max_length=120, required=False, allow_blank=True)
    specialities = serializers.ListField(child=serializers.CharField(max_length=60), required=False, max_length=12)
    certifications = serializers.ListField(child=serializers.CharField(max_length=120), required=False, max_length=20)
    styles = serializers.ListField(child=StyleSkillShape(), required=False, max_length=30)
    language = serializers.CharField(max_length=10, required=False)
    time_zone = serializers.CharField(max_length=50, required=False)


class AvatarIn(serializers.Serializer):
    file = serializers.FileField(help_text="A JPEG, PNG or WebP that stands still, of 5 MB at the most.")


class PasswordIn(serializers.Serializer):
    current_password = PasswordField()
    new_password = PasswordField()


class EmailChangeIn(serializers.Serializer):
    new_email = serializers.EmailField(max_length=254)
    password = PasswordField()


class TermsIn(serializers.Serializer):
    terms_version = serializers.CharField(max_length=20)
    is_of_age = serializers.BooleanField()
    guardian_email = serializers.EmailField(max_length=254, required=False, allow_blank=True, default="")


class DeviceOut(serializers.ModelSerializer):
    id = serializers.UUIDField(source="public_id")
    door = serializers.ChoiceField(Door.choices)
    is_this_one = serializers.SerializerMethodField()

    class Meta:
        model = TokenFamily
        fields = (
            "id", "door", "user_agent", "address", "is_remembered", "created_at", "last_seen_at", "is_this_one",
        )  # fmt: skip
        read_only_fields = fields

    def get_is_this_one(self, device: TokenFamily) -> bool:
        return bool(device.pk == self.context["this_device"].pk)


class RoleRequestIn(serializers.Serializer):
    role = serializers.ChoiceField(WANTED)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class RoleRequestOut(serializers.ModelSerializer):
    id = serializers.UUIDField(source="public_id")
    role = serializers.ChoiceField(ROLES)
    state = serializers.ChoiceField(RequestState.choices)

    class Meta:
        model = RoleRequest
        fields = ("id", "role", "note", "state", "reason", "created_at", "decided_at")
        read_only_fields = fields


class NoticeOut(serializers.ModelSerializer):
    id = serializers.UUIDField(source="public_id")
    is_read = serializers.SerializerMethodField()

    class Meta:
        model = Notice
        fields = ("id", "kind", "title", "body", "url", "created_at", "is_read")
        read_only_fields = fields

    def get_is_read(self, notice: Notice) -> bool:
        return notice.read_at is not None


class NoticeIn(serializers.Serializer):
    is_read = serializers.BooleanField()


class LetterChoice(serializers.Serializer):
    area = serializers.ChoiceField(Area.choices)
    wants_letters = serializers.BooleanField()


class Counted(serializers.Serializer):
    count = serializers.IntegerField()
