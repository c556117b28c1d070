from django.urls import path

from frontend_api.v1.reviews import views

urlpatterns = [
    path("courses/<slug:slug>/reviews", views.CourseReviews.as_view()),
    path("courses/<slug:slug>/reviews/mine", views.MyReview.as_view()),
    path("reviews/<uuid:public_id>/answer", views.ReviewAnswer.as_view()),
    path("reports", views.Reports.as_view()),
]
