from django.urls import path

from frontend_api.v1.preview import views

urlpatterns = [
    path("preview/sessions", views.Sessions.as_view()),
    path("preview/session", views.Session.as_view()),
    path("preview/course", views.DraftCourse.as_view()),
    path("preview/course/outline", views.DraftOutline.as_view()),
    path("preview/lessons/<uuid:public_id>", views.DraftLesson.as_view()),
    path("preview/page", views.DraftPage.as_view()),
    path("preview/media/<str:ticket>/<uuid:public_id>", views.DraftMedium.as_view()),
]
