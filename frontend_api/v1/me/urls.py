from django.urls import path

from frontend_api.v1.me import desks, notices, views

urlpatterns = [
    path("me", views.Me.as_view()),
    path("me/profile", views.MyProfile.as_view()),
    path("me/profile/avatar", views.MyAvatar.as_view()),
    path("me/password", views.MyPassword.as_view()),
    path("me/email", views.MyEmail.as_view()),
    path("me/terms", views.MyTerms.as_view()),
    path("me/devices", views.MyDevices.as_view()),
    path("me/devices/<uuid:public_id>", views.MyDevice.as_view()),
    path("me/summary", desks.MySummary.as_view()),
    path("me/context", desks.MyContext.as_view()),
    path("me/roles", desks.MyRoles.as_view()),
    path("me/roles/<str:role>", desks.MyRole.as_view()),
    path("me/teaching", desks.MyTeaching.as_view()),
    path("me/role-requests", views.MyRoleRequests.as_view()),
    path("me/role-requests/<uuid:public_id>", views.MyRoleRequest.as_view()),
    path("me/notices", notices.MyNotices.as_view()),
    path("me/notices/read-all", notices.MarkAllRead.as_view()),
    path("me/notices/<uuid:public_id>", notices.MyNotice.as_view()),
    path("me/letters", notices.MyLetters.as_view()),
]
