"""Events: what happened, told in the order in which it did."""

from __future__ import annotations

import fnmatch

from tests.fakes.stripe.doors import door, page
from tests.fakes.stripe.params import PAGE, text
from tests.fakes.stripe.refusals import Json
from tests.fakes.stripe.work import Work


@door("GET", "/v1/events", {**PAGE, "type": text, "types": [text]})
def list_events(work: Work, params: Json) -> Json:
    wanted = params.get("types", [params["type"]] if "type" in params else ["*"])
    rows = [row for row in work.all("event") if any(fnmatch.fnmatch(row["type"], kind) for kind in wanted)]
    return page(rows, params, "/v1/events")


@door("GET", "/v1/events/{id}")
def show_event(work: Work, params: Json, object_id: str) -> Json:
    return work.get("event", object_id)
