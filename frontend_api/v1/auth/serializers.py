"""What signing up and in take and give. Passwords go in and never come out."""

from typing import Any

from rest_framework import serializers

from accounts.enums import Role

WANTED = [(role.value, role.label) for role in Role if role is not Role.ADMINISTRATOR]


class PasswordField(serializers.CharField):
    """Any characters, kept as typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(trim_whitespace=False, max_length=1000, write_only=True, **options)


class SignUpIn(serializers.Serializer):
    email = serializers.EmailField(max_length=254)
    password = PasswordField()
    display_name = serializers.CharField(max_length=80)
    wanted_roles = serializers.ListField(child=serializers.ChoiceField(WANTED), required=False, max_length=6)
    terms_version = serializers.CharField(max_length=20)
    is_of_age = serializers.BooleanField()
    guardian_email = serializers.EmailField(max_length=254, required=False, allow_blank=True, default="")


class SignUpForm(serializers.Serializer):
    """What a sign-up states, so that a form can ask for it."""

    terms_version = serializers.CharField(help_text="The terms that hold now.")
    age_limit = serializers.IntegerField(help_text="Younger people name a parent or guardian.")
    wanted_roles = serializers.ListField(child=serializers.ChoiceField(WANTED), help_text="Those to ask for.")


class NextStep(serializers.Serializer):
    """What the person does now."""

    next = serializers.ChoiceField([("open_letter", "Open the letter"), ("sign_in", "Sign in")])


class EmailIn(serializers.Serializer):
    email = serializers.EmailField(max_length=254)


class KeyIn(serializers.Serializer):
    key = serializers.CharField(max_length=200)


class SignInIn(serializers.Serializer):
    email = serializers.CharField(max_length=254)
    password = PasswordField()
    remember = serializers.BooleanField(default=False)


class RefreshIn(serializers.Serializer):
    refresh_token = serializers.CharField(max_length=200)


class ResetIn(serializers.Serializer):
    key = serializers.CharField(max_length=200)
    password = PasswordField()


class TokensOut(serializers.Serializer):
    """Keep the refresh token where scripts cannot read it; `remember` says whether to keep it beyond the session."""

    access_token = serializers.CharField()
    access_expires_at = serializers.DateTimeField()
    refresh_token = serializers.CharField()
    refresh_expires_at = serializers.DateTimeField()
    remember = serializers.BooleanField()
