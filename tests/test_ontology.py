"""The ontology defines what is used, says so in three languages, and nothing more."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS
from rdflib.term import Node

from kb.extract.topics import TOPICS
from kb.namespaces import KB, PREFIXES

ROOT = Path(__file__).parents[1]
ONTOLOGY = ROOT / "ontology"
DEFINED = Graph().parse(ONTOLOGY / "kb.ttl")
CONTEXT = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
SHAPES = sorted((ONTOLOGY / "shapes").glob("*.ttl"))
VALID = sorted((ONTOLOGY / "examples" / "valid").glob("*.ttl"))
# A word of the ontology: not `kb:expected…`, which stands for many, nor a start to be ended.
WORD = re.compile(r"\b(?:KB\.|kb:)([A-Za-z][A-Za-z0-9]*(?:-[a-z0-9]+)*)(?![\w…{-])")
LANGUAGES = {"ar", "en", "fr"}


def name(term: Node) -> str:
    return str(term).removeprefix(str(KB))


def of(*kinds: URIRef) -> list[URIRef]:
    """The terms of some kinds, sorted."""
    found = {term for kind in kinds for term in DEFINED.subjects(RDF.type, kind)}
    return sorted(term for term in found if isinstance(term, URIRef) and term.startswith(KB))


CLASSES = of(RDFS.Class)
PROPERTIES = of(OWL.ObjectProperty, OWL.DatatypeProperty)
CONCEPTS = of(SKOS.Concept)
SCHEMES = of(SKOS.ConceptScheme)
TERMS = sorted({*CLASSES, *PROPERTIES, *CONCEPTS, *SCHEMES})


def words_in(paths: list[Path]) -> set[str]:
    """The words of the ontology that files use."""
    return {word for path in paths for word in WORD.findall(path.read_text(encoding="utf-8"))}


PROGRAM = sorted(
    path
    for folder, pattern in (("kb", "**/*.py"), ("kb", "**/*.html"), ("queries", "**/*.rq"))
    for path in (ROOT / folder).glob(pattern)
)


def test_every_word_that_is_used_is_defined() -> None:
    used = words_in([*PROGRAM, *SHAPES, *VALID, ONTOLOGY / "kb.ttl", ONTOLOGY / "context.jsonld"])
    assert len(used) > 100
    assert used - {name(term) for term in TERMS} == set()


def test_every_class_and_property_is_used() -> None:
    used = words_in([*PROGRAM, *SHAPES])
    assert [name(term) for term in (*CLASSES, *PROPERTIES) if name(term) not in used] == []


def test_every_scheme_holds_concepts_and_every_concept_stands_in_one() -> None:
    held = {str(scheme) for scheme in DEFINED.objects(None, SKOS.inScheme)}
    assert held == {str(scheme) for scheme in SCHEMES}
    assert [c for c in CONCEPTS if (c, SKOS.inScheme, None) not in DEFINED] == []


@pytest.mark.parametrize("term", TERMS, ids=name)
def test_a_term_is_named_and_defined_once_in_each_language(term: URIRef) -> None:
    concept = term in CONCEPTS or term in SCHEMES
    for wanted in (SKOS.prefLabel if concept else RDFS.label, SKOS.definition):
        texts = [o for o in DEFINED.objects(term, wanted) if isinstance(o, Literal)]
        assert Counter(text.language for text in texts) == Counter(LANGUAGES), wanted
        assert all(str(text).strip() for text in texts)


def test_the_ontology_says_its_version_licence_and_prefix() -> None:
    (ontology,) = DEFINED.subjects(RDF.type, OWL.Ontology)
    assert str(DEFINED.value(ontology, OWL.versionIRI)).startswith(f"{ontology}/")
    told = {str(o) for o in DEFINED.objects(ontology)}
    assert "https://creativecommons.org/publicdomain/zero/1.0/" in told
    assert {"kb", str(KB)} <= told


def closed_list(path: URIRef) -> set[Node]:
    """The values that shapes allow a property to take."""
    graph = Graph()
    for file in SHAPES:
        graph.parse(file)
    found = [
        set(Collection(graph, graph.value(shape, SH["in"])))
        for shape in graph.subjects(SH.path, path)
        if graph.value(shape, SH["in"]) is not None and (shape, SH.message, None) in graph
    ]
    assert found
    assert all(one == found[0] for one in found)
    return found[0]


@pytest.mark.parametrize(
    ("property_", "scheme"),
    [
        (KB.status, KB.eventStatuses),
        (KB.postStatus, KB.postStatuses),
        (KB.agreementStatus, KB.agreementStatuses),
        (KB.topic, KB.topics),
    ],
    ids=name,
)
def test_the_shapes_allow_what_the_scheme_holds(property_: URIRef, scheme: URIRef) -> None:
    assert closed_list(property_) == set(DEFINED.subjects(SKOS.inScheme, scheme))


def test_every_topic_that_articles_are_read_for_is_a_concept() -> None:
    assert TOPICS
    assert {KB[f"topic-{topic}"] for topic in TOPICS} <= closed_list(KB.topic)


def expanded(key: str) -> str:
    """What a key of the JSON-LD context stands for."""
    value = CONTEXT[key]
    short = value.get("@id", value.get("@reverse")) if isinstance(value, dict) else value
    prefix, _, rest = short.partition(":")
    return f"{PREFIXES[prefix]}{rest}" if prefix in PREFIXES else short


def test_the_context_has_one_key_for_every_term() -> None:
    forward = [key for key in CONTEXT if not key.startswith("@") and "@reverse" not in CONTEXT[key]]
    counts = Counter(expanded(key) for key in forward)
    assert [name(term) for term in TERMS if term not in SCHEMES and counts[str(term)] != 1] == []
    assert {prefix: CONTEXT[prefix] for prefix in PREFIXES} == {
        prefix: str(base) for prefix, base in PREFIXES.items()
    }


def keys_of(value: object) -> set[str]:
    """All keys of a JSON document, its context apart."""
    if isinstance(value, dict):
        rest = {k: v for k, v in value.items() if k != "@context"}
        return set(rest).union(*map(keys_of, rest.values()))
    return set().union(*map(keys_of, value)) if isinstance(value, list) else set()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own parser
@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_an_example_reads_as_plain_json_and_comes_back_whole(path: Path) -> None:
    graph = Graph().parse(path)
    written = graph.serialize(format="json-ld", context=CONTEXT)
    assert set(Graph().parse(data=written, format="json-ld")) == set(graph)
    assert [key for key in keys_of(json.loads(written)) if ":" in key or "@" in key] == []


def test_the_guide_tells_of_every_term_and_every_shape_file() -> None:
    guide = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    told = set(WORD.findall(guide))
    assert [name(term) for term in TERMS if name(term) not in told] == []
    assert told - {name(term) for term in TERMS} == set()
    assert [file.stem for file in SHAPES if f"`{file.name}`" not in guide] == []
