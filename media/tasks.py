"""Work on media in the background: files are scanned, streams made, what is not wanted any more is removed."""

from wagtail.images.models import Filter

from kit.jobs import job, schedule
from media.access.addresses import MAKE_RENDITION
from media.models import Image
from media.operations import placeholders, scans, streams, uploads


@schedule("media.sweep_uploads", cron="*/15 * * * *")
def sweep_uploads() -> None:
    uploads.sweep_uploads()


@schedule("media.scan_what_is_due", cron="* * * * *")
def scan_what_is_due() -> None:
    scans.scan_what_is_due()


@schedule("media.sweep_scans", cron="*/10 * * * *")
def sweep_scans() -> None:
    scans.sweep_scans()


@job(scans.SCAN)
def scan_files() -> None:
    scans.scan_files()


@schedule("media.sweep_streams", cron="*/10 * * * *")
def sweep_streams() -> None:
    streams.sweep_streams()


@schedule("media.draw_placeholders", cron="*/10 * * * *")
def draw_placeholders() -> None:
    placeholders.draw_placeholders()


@job(streams.MAKE, queue="films", attempts=streams.MOST_TRIES, growth=10)
def make_stream(*, stream_id: int) -> None:
    streams.make_stream(stream_id)


@job(streams.REMOVE)
def remove_files(*, place: str) -> None:
    streams.remove_files(place)


@job(MAKE_RENDITION)
def make_rendition(*, image_id: int, spec: str) -> None:
    picture = Image.objects.filter(pk=image_id).first()
    if picture is not None:
        picture.get_rendition(Filter(spec=spec))
