"""Every address of the API. One include per noun; a new noun adds its line."""

from django.urls import include, path

from frontend_api import documentation

urlpatterns = [
    path("v1/openapi.yaml", documentation.document, name="openapi"),
    path("v1/auth/", include("frontend_api.v1.auth.urls")),
    path("v1/", include("frontend_api.v1.me.urls")),
    path("v1/", include("frontend_api.v1.authors.urls")),
    path("v1/", include("frontend_api.v1.producers.urls")),
    path("v1/", include("frontend_api.v1.media.urls")),
    path("v1/", include("frontend_api.v1.courses.urls")),
    path("v1/", include("frontend_api.v1.learning.urls")),
    path("v1/", include("frontend_api.v1.quizzes.urls")),
    path("v1/", include("frontend_api.v1.certificates.urls")),
    path("v1/", include("frontend_api.v1.paths.urls")),
    path("v1/", include("frontend_api.v1.assignments.urls")),
    path("v1/", include("frontend_api.v1.discussions.urls")),
    path("v1/", include("frontend_api.v1.ahead.urls")),
    path("v1/", include("frontend_api.v1.peers.urls")),
    path("v1/", include("frontend_api.v1.uploads.urls")),
    path("v1/", include("frontend_api.v1.carts.urls")),
    path("v1/", include("frontend_api.v1.wishes.urls")),
    path("v1/", include("frontend_api.v1.practice.urls")),
    path("v1/", include("frontend_api.v1.orders.urls")),
    path("v1/", include("frontend_api.v1.bundles.urls")),
    path("v1/", include("frontend_api.v1.plans.urls")),
    path("v1/", include("frontend_api.v1.gifts.urls")),
    path("v1/", include("frontend_api.v1.reviews.urls")),
    path("v1/", include("frontend_api.v1.taxonomy.urls")),
    path("v1/", include("frontend_api.v1.site.urls")),
    path("v1/", include("frontend_api.v1.preview.urls")),
    path("v1/docs", documentation.reference, name="api-reference"),
]
