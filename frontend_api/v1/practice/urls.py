from django.urls import path

from frontend_api.v1.practice import views

urlpatterns = [
    path("me/practice", views.MyPractice.as_view()),
    path("me/practice/goal", views.MyPracticeGoal.as_view()),
    path("me/practice/entries", views.MyPracticeLog.as_view()),
    path("me/practice/entries/<uuid:entry_id>", views.MyPracticeEntry.as_view()),
    path("me/practice/pauses/<uuid:pause_id>", views.MyPracticePause.as_view()),
]
