from django.urls import path

from frontend_api.v1.media import views

urlpatterns = [path("media/<uuid:public_id>", views.Medium.as_view())]
