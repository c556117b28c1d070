from django.urls import path

from frontend_api.v1.ahead import views

urlpatterns = [
    path("me/ahead", views.MyAhead.as_view()),
    path("me/announcements", views.MyAnnouncements.as_view()),
    path("me/announcements/<uuid:announcement_id>/read", views.ReadAnnouncement.as_view()),
]
