"""One query from this machine, in the way that strangers' queries go: guarded and capped."""

from __future__ import annotations

from typing import BinaryIO

from kb.errors import UsageFault
from kb.settings import Settings
from kb.store import opening
from kb.store.formats import media_types
from kb.store.guard import Caps, Checked, check
from kb.store.readers import Limits, QueryRequest

DAY = 86_400.0  # who reads here may page through an answer, and keeps nobody waiting
RELATIVE = "https://w3id.org/khabar/id/"  # what relative IRIs of a query are resolved against


def _media(checked: Checked, ending: str | None) -> str:
    """The media type that an ending stands for in answers to such a query."""
    offered = {end: media for media, end in media_types(checked.form).items()}
    if ending is None:
        return next(iter(offered.values()))
    if ending not in offered:
        known = ", ".join(offered)
        raise UsageFault(f"{checked.form} is not answered as {ending!r}; there are {known}")
    return offered[ending]


def answer(query: bytes, ending: str | None, settings: Settings, output: BinaryIO) -> None:
    """Write the answer to a query as it comes; by default JSON of rows and Turtle of graphs."""
    try:
        text = query.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageFault("the query is not UTF-8") from None
    checked = check(text, Caps(length=settings.query_bytes))
    media = _media(checked, ending)
    with opening.pool(settings, Limits.from_settings(settings, DAY)) as pool:
        output.writelines(pool.answer(QueryRequest(checked, media, base=RELATIVE)).chunks)
        output.flush()
