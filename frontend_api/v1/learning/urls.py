from django.urls import path

from frontend_api.v1.learning import all_notes, loops, notes, views

urlpatterns = [
    path("courses/<slug:slug>/enrolment", views.CourseEnrolment.as_view()),
    path("courses/<slug:slug>/cohort", views.MyCohort.as_view()),
    path("courses/<slug:slug>/mine", views.MyPart.as_view()),
    path("me/learning", views.MyLearning.as_view()),
    path("me/learning/<slug:slug>", views.MyCourse.as_view()),
    path("me/progress", views.MyProgress.as_view()),
    path("me/notes", all_notes.AllMyNotes.as_view()),
    path("me/notes.csv", all_notes.MyNotesAsTable.as_view()),
    path("me/notes.md", all_notes.MyNotesAsText.as_view()),
    path("me/lessons/<uuid:lesson_id>/loops", loops.MyLoops.as_view()),
    path("me/lessons/<uuid:lesson_id>/loops/<uuid:loop_id>", loops.MyLoop.as_view()),
    path("me/lessons/<uuid:lesson_id>/notes", notes.MyNotes.as_view()),
    path("me/lessons/<uuid:lesson_id>/notes/<uuid:note_id>", notes.MyNote.as_view()),
]
