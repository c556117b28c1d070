"""The background work of courses, by the names under which it is deferred (DESIGN 7)."""

from courses.importers import uploads
from courses.operations import (
    authors,
    cohort_notices,
    completion,
    opening_notices,
    publication,
    rebuilding,
    refreshing,
    sales,
)
from kit.jobs import job, schedule


@job("courses.publish")
def publish(publication_id: int) -> None:
    publication.publish(publication_id)


@job("courses.refresh_documents")
def refresh_documents(course_id: int) -> None:
    rebuilding.refresh(course_id)


@job("courses.refresh_after_media")
def refresh_after_media(public_id: str) -> None:
    refreshing.refresh_after_media(public_id)


@job("courses.send_invitation_letter")
def send_invitation_letter(invitation_id: int) -> None:
    authors.send_invitation_letter(invitation_id)


@schedule("courses.take_up_abandoned_publications", cron="* * * * *")
def take_up_abandoned_publications() -> None:
    publication.take_up_abandoned()


@job("courses.check_import")
def check_import(import_id: int) -> None:
    uploads.check_package(import_id)


@job("courses.run_import")
def run_import(import_id: int) -> None:
    uploads.run_import(import_id)


@schedule("courses.give_up_abandoned_imports", cron="*/5 * * * *")
def give_up_abandoned_imports() -> None:
    uploads.give_up_abandoned()


@schedule("courses.purge_packages", cron="40 3 * * *")
def purge_packages() -> None:
    uploads.purge_packages()


@job(sales.SHOW)
def show_prices(course_id: int) -> None:
    sales.refresh_prices(course_id)


@schedule("courses.catch_up_with_sales", cron="* * * * *")
def catch_up_with_sales() -> None:
    sales.catch_up_with_sales()


@job(completion.COMPLETE)
def complete_finished(course_id: int) -> None:
    completion.complete_finished(course_id)


@schedule("courses.tell_openings", cron="*/10 * * * *")
def tell_openings() -> None:
    opening_notices.tell_openings()


@schedule("courses.tell_starts", cron="5-59/10 * * * *")
def tell_starts() -> None:
    cohort_notices.tell_starts()
