"""What `kb extract` prints: an extraction as one JSON object (docs/extract.schema.json)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kb.records import (
    Agreement,
    DateValue,
    Entity,
    Event,
    Extraction,
    Heading,
    PassedOn,
    Post,
    Span,
    Statement,
)

Json = dict[str, Any]


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _spans(spans: Sequence[Span]) -> list[Json]:
    return [_span(span) for span in spans]


def _date(date: DateValue) -> Json:
    return {"edtf": date.edtf, "basis": date.basis, "text": date.text}


def _passed_on(one: PassedOn) -> Json:
    return {"entity": one.entity, "evidence": _spans(one.evidence)}


def _article(file: str, heading: Heading) -> Json:
    return {
        "file": file,
        "headline": heading.headline,
        "publisher": heading.publisher,
        "published": heading.published.edtf,
        "language": heading.language,
        "byline": heading.byline,
        "main_text": [[span.start, span.end] for span in heading.main_text],
        "passes_on": [_passed_on(one) for one in heading.passes_on],
    }


def _entity(entity: Entity) -> Json:
    return {
        "id": entity.id,
        "type": entity.type,
        "labels": dict(entity.labels),
        "wikidata": entity.wikidata,
        "mentions": [
            {"surface": one.surface, "start": one.start, "end": one.end} for one in entity.mentions
        ],
    }


def _post(post: Post) -> Json:
    return {
        "person": post.person,
        "title": post.title,
        "organisation": post.organisation,
        "status": post.status,
        "evidence": _span(post.evidence),
    }


def _event(event: Event) -> Json:
    found: Json = {"id": event.id, "type": event.type, "status": event.status}
    if event.part_of is not None:
        found["part_of"] = event.part_of
    return found | {
        "participants": [{"entity": one.entity, "role": one.role} for one in event.participants],
        "place": event.place,
        "date": _date(event.date),
        "topics": list(event.topics),
        "attributed_to": event.attributed_to,
        "evidence": _spans(event.evidence),
    }


def _agreement(one: Agreement) -> Json:
    period = {"start": one.period[0], "end": one.period[1]} if one.period else None
    return {
        "id": one.id,
        "name": one.name,
        "parties": list(one.parties),
        "signatories": list(one.signatories),
        "signed": _date(one.signed),
        "status": one.status,
        "period": period,
        "evidence": _spans(one.evidence),
    }


def _statement(one: Statement) -> Json:
    return {
        "speaker": one.speaker,
        "start": one.span.start,
        "end": one.span.end,
        "direct": one.direct,
        "attributed_to": one.attributed_to,
    }


def to_json(extraction: Extraction) -> Json:
    """An extraction in the shape of the contract; lists keep the order of the article."""
    return {
        "article": _article(extraction.article.file, extraction.heading),
        "entities": [_entity(entity) for entity in extraction.entities],
        "posts": [_post(post) for post in extraction.posts],
        "events": [_event(event) for event in extraction.events],
        "agreements": [_agreement(one) for one in extraction.agreements],
        "statements": [_statement(one) for one in extraction.statements],
    }
