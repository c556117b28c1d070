from django.urls import path

from frontend_api.v1.plans import views

urlpatterns = [
    path("plans", views.Plans.as_view()),
    path("me/plan", views.MyPlan.as_view()),
    path("me/plan/settlement", views.PlanSettlement.as_view()),
    path("me/plan/change", views.PlanChange.as_view()),
    path("me/plan/change/cost", views.PlanChangeCost.as_view()),
    path("me/plan/pause", views.PlanPause.as_view()),
    path("me/plan/cancellation", views.PlanCancellation.as_view()),
    path("me/plan/portal", views.PlanPortal.as_view()),
]
