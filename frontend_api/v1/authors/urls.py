from django.urls import path

from frontend_api.v1.authors import views

OF_COURSE = "me/teaching/<uuid:course_id>"

urlpatterns = [
    path(f"{OF_COURSE}/authors", views.CourseAuthors.as_view()),
    path(f"{OF_COURSE}/authors/<uuid:author_id>", views.CourseAuthorView.as_view()),
    path(f"{OF_COURSE}/invitations", views.CourseInvitations.as_view()),
    path(f"{OF_COURSE}/invitations/<uuid:invitation_id>", views.CourseInvitationView.as_view()),
    path("me/invitations", views.MyInvitations.as_view()),
    path("me/invitations/<uuid:invitation_id>", views.MyInvitation.as_view()),
]
