from django.urls import path

from frontend_api.v1.learning import views

urlpatterns = [
    path("courses/<slug:slug>/enrolment", views.CourseEnrolment.as_view()),
    path("me/learning", views.MyLearning.as_view()),
    path("me/learning/<slug:slug>", views.MyCourse.as_view()),
    path("me/progress", views.MyProgress.as_view()),
]
