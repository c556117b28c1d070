from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        from wagtail.models import AbstractPage  # noqa: PLC0415 - models are ready only now
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415

        from courses import (  # noqa: PLC0415
            panels,
            receivers,
            registrations,  # noqa: F401 - registers by being imported
        )
        from courses.policy import CoursePagePermissionPolicy  # noqa: PLC0415

        register_permission_policy(AbstractPage, CoursePagePermissionPolicy())
        panels.install()
        receivers.connect()
