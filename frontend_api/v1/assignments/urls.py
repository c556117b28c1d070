from django.urls import path

from frontend_api.v1.assignments import views

OF_LESSON = "me/lessons/<uuid:lesson_id>/assignments/<uuid:assignment_id>"

urlpatterns = [
    path(OF_LESSON, views.MyAssignment.as_view()),
    path(f"{OF_LESSON}/draft", views.MyDraft.as_view()),
    path(f"{OF_LESSON}/hand-in", views.MyHandIn.as_view()),
    path(f"{OF_LESSON}/files", views.MyWorkFiles.as_view()),
    path(f"{OF_LESSON}/files/<uuid:file_id>", views.MyWorkFile.as_view()),
    path("me/work", views.MyWork.as_view()),
]
