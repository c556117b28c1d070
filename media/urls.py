from django.urls import path

from media.views import serving

urlpatterns = [path("<str:signed>", serving.file, name="media_file")]
