from django.urls import path

from frontend_api.v1.producers import views

urlpatterns = [
    path("producers", views.Producers.as_view()),
    path("producers/<slug:producer_slug>", views.Producer.as_view()),
]
