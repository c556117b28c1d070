from django.urls import path

from frontend_api.v1.uploads import views

urlpatterns = [
    path("me/uploads", views.MyUploads.as_view()),
    path("me/uploads/<uuid:upload_id>", views.MyUpload.as_view()),
    path("me/uploads/<uuid:upload_id>/parts/<slug:part>", views.MyUploadPart.as_view()),
]
