from django.urls import path

from frontend_api.v1.site import views

urlpatterns = [
    path("site", views.Site.as_view()),
    path("pages", views.Pages.as_view()),
]
