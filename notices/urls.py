from django.urls import path

from notices import views

app_name = "mailbox"
urlpatterns = [
    path("", views.mailbox, name="index"),
    path("samples/<slug:name>/", views.sample, name="sample"),
    path("<uuid:public_id>/", views.letter, name="letter"),
    path("<uuid:public_id>/html/", views.letter_html, name="html"),
]
