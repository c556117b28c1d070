from django.urls import path

from frontend_api.v1.courses import page, views

urlpatterns = [
    path("courses", views.Courses.as_view()),
    path("courses/suggestions", views.CourseSuggestions.as_view()),
    path("courses/<slug:slug>", views.CourseView.as_view()),
    path("courses/<slug:slug>/page", page.CoursePage.as_view()),
    path("courses/<slug:slug>/outline", views.CourseOutline.as_view()),
    path("lessons/<uuid:public_id>", views.LessonView.as_view()),
]
