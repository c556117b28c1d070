from django.urls import path

from frontend_api.v1.discussions import answers, views

urlpatterns = [
    path("lessons/<uuid:lesson_id>/questions", views.LessonQuestions.as_view()),
    path("courses/<slug:slug>/questions", views.CourseQuestions.as_view()),
    path("courses/<slug:slug>/people-to-mention", views.PeopleToMention.as_view()),
    path("questions/<uuid:question_id>", views.OneQuestion.as_view()),
    path("questions/<uuid:question_id>/answers", answers.Answers.as_view()),
    path("questions/<uuid:question_id>/vote", answers.QuestionVote.as_view()),
    path("questions/<uuid:question_id>/following", answers.QuestionFollowing.as_view()),
    path("questions/<uuid:question_id>/pin", answers.QuestionPin.as_view()),
    path("questions/<uuid:question_id>/closure", answers.QuestionClosure.as_view()),
    path("answers/<uuid:answer_id>", answers.OneAnswer.as_view()),
    path("answers/<uuid:answer_id>/acceptance", answers.Acceptance.as_view()),
    path("answers/<uuid:answer_id>/vote", answers.AnswerVote.as_view()),
]
