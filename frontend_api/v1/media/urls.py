from django.urls import path

from frontend_api.v1.media import views

urlpatterns = [
    path("media/<uuid:public_id>", views.Medium.as_view()),
    path("media/<uuid:public_id>/sound.m4a", views.SoundFile.as_view()),
    path("media/<uuid:public_id>/sound/peaks.json", views.SoundPeaks.as_view()),
    path("media/<uuid:public_id>/film.mp4", views.WholeFilm.as_view()),
    path("media/<uuid:public_id>/stream.m3u8", views.MainPlaylist.as_view()),
    path("media/<uuid:public_id>/stream/thumbnails.jpg", views.FilmThumbnails.as_view()),
    path("media/<uuid:public_id>/stream/<slug:rung>.m3u8", views.RungPlaylist.as_view()),
    path("media/<uuid:public_id>/stream/<slug:rung>.mp4", views.RungFile.as_view()),
]
