from django.urls import path

from frontend_api.v1.auth import views

urlpatterns = [
    path("sign-up", views.SignUp.as_view()),
    path("verify-email", views.VerifyEmail.as_view()),
    path("verify-email/resend", views.ResendVerification.as_view()),
    path("sign-in", views.SignIn.as_view()),
    path("refresh", views.Refresh.as_view()),
    path("sign-out", views.SignOut.as_view()),
    path("sign-out-everywhere", views.SignOutEverywhere.as_view()),
    path("password-reset", views.PasswordReset.as_view()),
    path("password-reset/confirm", views.PasswordResetConfirm.as_view()),
    path("confirm-email", views.ConfirmEmail.as_view()),
]
