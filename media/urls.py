from django.urls import path

from media import views

urlpatterns = [path("<str:signed>", views.file, name="media_file")]
