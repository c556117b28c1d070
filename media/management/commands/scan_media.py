"""Look at all files that the virus scanner has not seen yet, before or after it is switched on."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from media.enums import ScanState
from media.models import Scan
from media.operations.scans import look_at, sweep_scans


class Command(BaseCommand):
    help = "Look at every stored file that waits for the virus scanner, now. Goes on where it stopped; safe twice."

    def handle(self, **options: Any) -> None:
        if not settings.CLAMD_ADDRESS:
            raise CommandError("There is no virus scanner: set CLAMD_ADDRESS.")
        sweep_scans()
        waiting = Scan.objects.waiting().order_by("pk")
        total = waiting.count()
        for number, scan in enumerate(waiting.iterator(chunk_size=500), start=1):
            if not look_at(scan):
                scan.refresh_from_db()
                raise CommandError(f"{number - 1} of {total} files were looked at. {scan.problem}")
            scan.refresh_from_db()
            if scan.state != ScanState.CLEAN:
                self.stdout.write(f"{scan.file}: {scan.signature or scan.get_failure_display()}")
        held_back = Scan.objects.filter(state__in=(ScanState.INFECTED, ScanState.FAILED)).count()
        self.stdout.write(self.style.SUCCESS(f"Looked at {total} files; {held_back} in all are held back."))
