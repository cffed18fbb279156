"""What a curator and a machine are told of a verdict."""

from __future__ import annotations

import json

from kb.model.report import to_json, to_text
from tests.model.gate_examples import EXAMPLES, read, verdict

REFUSED = EXAMPLES / "invalid" / "report--without-evidence.ttl"
ACCEPTED = EXAMPLES / "valid" / "name.ttl"


def test_json_names_focus_path_shape_and_constraint_of_each_violation() -> None:
    found = json.loads(json.dumps(to_json(verdict(read(REFUSED)))))
    assert found["accepted"] is False
    assert found["violation_count"] == 1
    (violation,) = found["violations"]
    assert violation["focus"] == "https://w3id.org/khabar/id/article/example#name-1"
    assert violation["path"] == "kb:evidence"
    assert violation["shape"] == "shape:Report"
    assert violation["constraint"] == "sh:MinCountConstraintComponent"
    assert found["focus_counts"]["kb:NameReport"] == 1


def test_text_tells_what_to_do_and_where() -> None:
    told = to_text(verdict(read(REFUSED)))
    assert "Point at the words with kb:evidence" in told
    assert "article/example#name-1  kb:evidence" in told


def test_text_of_an_accepted_graph_counts_what_was_looked_at() -> None:
    assert to_text(verdict(read(ACCEPTED))).startswith("accepted: ")
