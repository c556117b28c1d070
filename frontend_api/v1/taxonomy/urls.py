from django.urls import path

from frontend_api.v1.taxonomy import views

urlpatterns = [path("terms", views.Terms.as_view())]
