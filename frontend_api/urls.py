"""Every address of the API. One include per noun; a new noun adds its line."""

from django.urls import path

from frontend_api import documentation

urlpatterns = [
    path("v1/openapi.yaml", documentation.document, name="openapi"),
    path("v1/docs", documentation.reference, name="api-reference"),
]
