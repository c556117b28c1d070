from django.urls import path

from frontend_api.v1.quizzes import views

urlpatterns = [
    path("me/lessons/<uuid:lesson_id>/quizzes/<uuid:quiz_id>", views.MyQuiz.as_view()),
    path("me/lessons/<uuid:lesson_id>/quizzes/<uuid:quiz_id>/attempts", views.MyQuizAttempts.as_view()),
    path("me/quiz-attempts/<uuid:attempt_id>", views.MyQuizAttempt.as_view()),
    path("me/quiz-attempts/<uuid:attempt_id>/answers", views.MyQuizAnswers.as_view()),
    path("me/quiz-attempts/<uuid:attempt_id>/hand-in", views.MyQuizHandIn.as_view()),
]
