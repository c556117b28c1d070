from django.urls import path

from frontend_api.v1.bundles import views

urlpatterns = [
    path("bundles", views.Bundles.as_view()),
    path("bundles/<slug:slug>", views.BundlePage.as_view()),
    path("me/bundles/<slug:slug>", views.MyBundle.as_view()),
]
