from django.urls import path

from frontend_api.v1.peers import views

urlpatterns = [
    path("me/lessons/<uuid:lesson_id>/assignments/<uuid:assignment_id>/peer-reviews", views.PeersOfMine.as_view()),
    path("me/peer-reviews", views.MyPeerReviews.as_view()),
    path("me/peer-reviews/<uuid:review_id>", views.MyPeerReview.as_view()),
    path("me/peer-reviews/<uuid:review_id>/draft", views.MyPeerReviewDraft.as_view()),
    path("me/peer-reviews/<uuid:review_id>/files/<uuid:file_id>", views.NamelessFile.as_view()),
]
