from django.urls import path

from frontend_api.v1.site import lists, views

urlpatterns = [
    path("site", views.Site.as_view()),
    path("pages", views.Pages.as_view()),
    path("articles", lists.Articles.as_view()),
    path("help/search", lists.HelpSearch.as_view()),
    path("sitemap", lists.Sitemap.as_view()),
    path("contact", lists.Contact.as_view()),
]
