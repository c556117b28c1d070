from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from kit import views


@hooks.register("register_admin_urls")
def house_urls() -> list[URLPattern]:
    return [
        path("parked-jobs/", views.ParkedJobs.as_view(), name="parked_jobs"),
        path("parked-jobs/results/", views.ParkedJobs.as_view(results_only=True), name="parked_jobs_results"),
        path("front-end/", views.FrontEndPosts.as_view(), name="front_end_posts"),
        path("front-end/results/", views.FrontEndPosts.as_view(results_only=True), name="front_end_posts_results"),
        path("parked-jobs/<int:job_id>/again/", views.try_again, name="parked_job_again"),
        path("parked-jobs/<int:job_id>/remove/", views.give_up, name="parked_job_remove"),
    ]


class HouseMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return views.may_see(request)


@hooks.register("register_reports_menu_item")
def parked_jobs_menu_item() -> MenuItem:
    return HouseMenuItem("Parked jobs", reverse("parked_jobs"), name="parked-jobs", icon_name="warning", order=900)


@hooks.register("register_reports_menu_item")
def front_end_menu_item() -> MenuItem:
    return HouseMenuItem("Front end", reverse("front_end_posts"), name="front-end", icon_name="globe", order=910)
