from django.urls import path

from frontend_api.v1.paths import views

urlpatterns = [
    path("paths", views.Paths.as_view()),
    path("paths/<slug:slug>", views.PathPage.as_view()),
    path("me/paths", views.MyPaths.as_view()),
    path("me/paths/<slug:slug>", views.MyPath.as_view()),
    path("me/paths/<slug:slug>/version", views.MyPathVersion.as_view()),
    path("me/paths/<slug:slug>/renewal", views.MyPathRenewal.as_view()),
]
