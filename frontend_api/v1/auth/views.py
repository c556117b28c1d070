"""Signing up, in and out. Answers never tell whether an address is known."""

from django.conf import settings
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.enums import SELF_ASSIGNED_ROLES, EndReason
from accounts.operations import emails, passwords, sign_in, sign_up
from accounts.operations.devices import end_devices
from frontend_api.authentication import me, my_device
from frontend_api.bodies import read_body
from frontend_api.schema import REFUSALS
from frontend_api.v1.auth.serializers import (
    WANTED,
    EmailIn,
    KeyIn,
    NextStep,
    RefreshIn,
    ResetIn,
    SignInIn,
    SignUpForm,
    SignUpIn,
    TokensOut,
)
from kit.visitors import visitor_of

OPEN_LETTER = {"next": "open_letter"}
SIGN_IN = {"next": "sign_in"}


class OpenView(APIView):
    """Open to everybody; a token sent along is not even looked at, so that an old one is in nobody's way."""

    authentication_classes = ()
    permission_classes = ()


class PrivateResponse(Response):
    """An answer with secrets in it, kept by no cache."""

    def __init__(self, data: object = None, status: int | None = None) -> None:
        super().__init__(data, status=status, headers={"Cache-Control": "no-store"})


class SignUp(OpenView):
    @extend_schema(
        operation_id="sign_up_form", summary="What a sign-up asks for", request=None, responses={200: SignUpForm}
    )
    def get(self, request: Request) -> Response:
        form = {
            "terms_version": settings.TERMS_VERSION,
            "age_limit": settings.AGE_LIMIT,
            "wanted_roles": [value for value, _ in WANTED if value not in SELF_ASSIGNED_ROLES],
        }
        return Response(SignUpForm(form).data)

    @extend_schema(
        operation_id="sign_up",
        summary="Sign up",
        description="The account begins when the letter is answered. The answer is the same for a known address.",
        request=SignUpIn,
        responses={202: NextStep},
        examples=[
            OpenApiExample(
                "A learner who also wants to teach",
                request_only=True,
                value={
                    "email": "ana@example.org",
                    "password": "a sparrow on the fourth barre",
                    "display_name": "Ana Duarte",
                    "wanted_roles": ["producer"],
                    "terms_version": "2026-11",
                    "is_of_age": True,
                },
            )
        ],
    )
    def post(self, request: Request) -> Response:
        sign_up.sign_up(**read_body(request, SignUpIn), visitor=visitor_of(request))
        return Response(OPEN_LETTER, status=202)


class VerifyEmail(OpenView):
    @extend_schema(
        operation_id="verify_email", summary="Answer the letter of a sign-up", request=KeyIn, responses={200: NextStep}
    )
    def post(self, request: Request) -> Response:
        sign_up.verify_email(read_body(request, KeyIn)["key"], visitor=visitor_of(request))
        return Response(SIGN_IN)


class ResendVerification(OpenView):
    @extend_schema(
        operation_id="resend_verification",
        summary="Send the letter of a sign-up again",
        request=EmailIn,
        responses={202: NextStep},
    )
    def post(self, request: Request) -> Response:
        sign_up.resend_verification(read_body(request, EmailIn)["email"], visitor=visitor_of(request))
        return Response(OPEN_LETTER, status=202)


class SignIn(OpenView):
    @extend_schema(
        operation_id="sign_in",
        summary="Sign in on a device",
        request=SignInIn,
        responses={200: TokensOut},
        extensions={REFUSALS: [401, 403]},
        examples=[
            OpenApiExample(
                "On one's own telephone",
                request_only=True,
                value={"email": "ana@example.org", "password": "a sparrow on the fourth barre", "remember": True},
            )
        ],
    )
    def post(self, request: Request) -> Response:
        tokens = sign_in.sign_in(**read_body(request, SignInIn), visitor=visitor_of(request))
        return PrivateResponse(TokensOut(tokens).data)


class Refresh(OpenView):
    @extend_schema(
        operation_id="refresh",
        summary="Exchange a refresh token for the next pair",
        description=(
            "A token is used once. Within ten seconds the same token gets the same answer; later its use signs the"
            " device out."
        ),
        request=RefreshIn,
        responses={200: TokensOut},
        extensions={REFUSALS: [401]},
    )
    def post(self, request: Request) -> Response:
        tokens = sign_in.refresh_tokens(**read_body(request, RefreshIn), visitor=visitor_of(request))
        return PrivateResponse(TokensOut(tokens).data)


class SignOut(APIView):
    @extend_schema(operation_id="sign_out", summary="Sign this device out", request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        sign_in.sign_out(my_device(request), actor=me(request))
        return Response(status=204)


class SignOutEverywhere(APIView):
    @extend_schema(
        operation_id="sign_out_everywhere", summary="Sign all devices out", request=None, responses={204: None}
    )
    def post(self, request: Request) -> Response:
        end_devices(me(request), reason=EndReason.SIGNED_OUT_EVERYWHERE, actor=me(request))
        return Response(status=204)


class PasswordReset(OpenView):
    @extend_schema(
        operation_id="request_password_reset",
        summary="Ask for a letter to set a new password",
        request=EmailIn,
        responses={202: NextStep},
    )
    def post(self, request: Request) -> Response:
        passwords.request_password_reset(read_body(request, EmailIn)["email"], visitor=visitor_of(request))
        return Response(OPEN_LETTER, status=202)


class PasswordResetConfirm(OpenView):
    @extend_schema(
        operation_id="reset_password", summary="Set a new password", request=ResetIn, responses={200: NextStep}
    )
    def post(self, request: Request) -> Response:
        passwords.reset_password(**read_body(request, ResetIn), visitor=visitor_of(request))
        return Response(SIGN_IN)


class ConfirmEmail(OpenView):
    @extend_schema(
        operation_id="confirm_email_change",
        summary="Answer the letter at a new address",
        description="The account moves to the address, and its devices sign in again.",
        request=KeyIn,
        responses={200: NextStep},
    )
    def post(self, request: Request) -> Response:
        emails.confirm_email_change(read_body(request, KeyIn)["key"], visitor=visitor_of(request))
        return Response(SIGN_IN)
