"""Each example of the ontology is accepted, or refused for the one reason it states."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import SH

from kb.model.intake import words_read
from kb.model.shapes import SHAPES as SHAPE_NAMES
from tests.model.gate_examples import INVALID, SHAPES, VALID, gate, header, read, shapes, verdict


def name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", VALID, ids=name)
def test_a_valid_example_is_accepted(path: Path) -> None:
    found = verdict(read(path))
    assert found.violations == ()
    assert found.accepted
    assert sum(found.focus_counts.values()) > 0


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_an_invalid_example_is_refused_for_its_reason_and_no_other(path: Path) -> None:
    example = read(path)
    found = verdict(example)
    assert not found.accepted
    assert {(v.shape, v.constraint, v.path) for v in found.violations} == example.reasons
    assert all(v.message for v in found.violations)


def test_every_shape_has_two_examples_that_it_refuses() -> None:
    reasons = [header(path, "expects") or "" for path in INVALID]
    targeted = {*shapes().subjects(SH.targetClass), *shapes().subjects(SH.targetObjectsOf)}
    assert len(targeted) > 20
    for node in sorted(targeted):
        shape = str(node).replace(SHAPE_NAMES, "shape:")
        assert len([r for r in reasons if r.startswith(f"{shape} ")]) >= 2, shape


def test_every_shape_file_has_a_valid_example_that_its_shapes_look_at() -> None:
    met: set[URIRef] = set()
    for path in VALID:
        met |= {kind for kind, count in verdict(read(path)).focus_counts.items() if count}
    for file in sorted(SHAPES.glob("*.ttl")):
        targets = set(Graph().parse(file).objects(None, SH.targetClass))
        assert not targets or targets & met, file.name


SHACL = [path for path in INVALID if not (header(path, "expects") or "").startswith("gate ")]


@pytest.mark.parametrize("path", [*VALID, *SHACL], ids=name)
def test_the_gate_says_what_pyshacl_says(path: Path) -> None:
    """The gate runs pySHACL's constraints by its own loop: both must find the same."""
    example = read(path)
    data = Graph()
    data += [*example.graph, *example.context]
    data += words_read(example.graph, example.text) if example.text else []
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes())
    assert isinstance(report, Graph)
    theirs = sorted(
        (str(report.value(r, SH.focusNode)), str(report.value(r, SH.value, default="")))
        for r in report.objects(None, SH.result)
    )
    found = verdict(example)
    assert conforms is found.accepted
    assert sorted((v.focus, v.value) for v in found.violations) == theirs


def test_the_gate_reaches_every_shape_of_the_files() -> None:
    assert gate().classes == set(shapes().objects(None, SH.targetClass))
