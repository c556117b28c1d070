from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.validation import validate_schema

from frontend_api.documentation import DOCUMENT


class Command(BaseCommand):
    help = "Write frontend_api/openapi.yaml from the code; with --check only say whether it is up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing; fail when the file is out of date.")

    def handle(self, *, check: bool, **options: Any) -> None:
        fresh = render_document()
        if not check:
            DOCUMENT.write_bytes(fresh)
            self.stdout.write(f"Wrote {DOCUMENT.name}.")
        elif not DOCUMENT.is_file() or DOCUMENT.read_bytes() != fresh:
            raise CommandError(f"{DOCUMENT.name} is out of date: run `manage.py openapi` and commit the result.")


def render_document() -> bytes:
    """The document as the code says it now; refuses one with warnings or against the OpenAPI schema."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    if GENERATOR_STATS:
        GENERATOR_STATS.emit_summary()
        raise CommandError("The API's document has warnings; see above.")
    validate_schema(schema)
    return bytes(OpenApiYamlRenderer().render(schema, renderer_context={}))
