"""Choosing a course for a page of the site; administrators write those."""

from wagtail import hooks

from courses.viewsets import CourseChooserViewSet


@hooks.register("register_admin_viewset")
def register_course_chooser() -> CourseChooserViewSet:
    return CourseChooserViewSet("course_chooser")
