from django.urls import path

from frontend_api.v1.certificates import public, views

urlpatterns = [
    path("me/certificates", views.MyCertificates.as_view()),
    path("me/certificates/<str:number>", views.MyCertificate.as_view()),
    path("me/certificates/<str:number>/reissue", views.ReissueMyCertificate.as_view()),
    path("me/certificates/<str:number>/credential", views.MyCredential.as_view()),
    path("me/learning/<slug:slug>/certificate", views.CertificateOfMyCourse.as_view()),
    path("certificates/<str:number>", public.CertificateShown.as_view()),
    path("certificates/<str:number>/pdf", public.CertificateFile.as_view()),
    path("credentials/did.json", public.IssuerDocument.as_view()),
    path("credentials/status/<str:name>", public.StatusList.as_view()),
]
