"""A kill at any moment leaves `current` on a whole generation, and the next writer goes on."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Literal

from kb.store.base import open_base
from kb.store.generations import Generations
from kb.store.journal import Journal, Minted
from kb.store.writer import Writer
from tests.store.conftest import ex

CHILD = """
import sys
from pathlib import Path
from rdflib import Literal, URIRef
from kb.store.journal import Minted
from kb.store.writer import Writer
E = "http://example.org/"
with Writer(Path(sys.argv[1]), keep=3, wait=5) as writer:
    start = sum(1 for _ in writer.graphs())
    print("open", flush=True)
    for number in range(start, start + 200):
        g = URIRef(f"{E}a{number}")
        writer.replace_graph(g, [(g, URIRef(E + "p"), Literal(i)) for i in range(30)])
        writer.add([(g, URIRef(E + "in"), URIRef(E + "base"))])
        writer.record(Minted(str(g), str(number)))
        writer.commit()
        writer.publish({"number": number})
        print("published", flush=True)
"""


def check_whole(home: Path) -> int:
    """The number of articles in the current generation, each of them whole and in the journal."""
    generations = Generations(home)
    with open_base(home) as base:
        graphs = set(base.graphs())
        for graph in graphs:
            assert len(list(base.triples(graph=graph))) == 30
        assert {s for s, _, _ in base.triples(None, ex("in"))} == graphs
        assert base.manifest.graphs == len(graphs)
        assert base.manifest.quads == 31 * len(graphs)
        minted = list(Journal(generations.layout).replay(base.generation))
    assert sorted(minted, key=str) == sorted((Minted(str(g), g[20:]) for g in graphs), key=str)
    return len(graphs)


def kill_at_work(home: Path, published: int, chance: random.Random) -> None:
    """Start a child that publishes, and kill it a random part of a publish after some of them."""
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(home)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    start = time.monotonic()
    for _ in range(published):
        child.stdout.readline()
    one = (time.monotonic() - start) / published
    time.sleep(chance.random() * one * 1.5)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()


@pytest.mark.slow
def test_twenty_kills_while_publishing(home: Path) -> None:
    chance = random.Random(42)  # noqa: S311
    done = 0
    for _ in range(20):
        kill_at_work(home, 1, chance)
        now = check_whole(home)
        assert now > done
        done = now
    with Writer(home) as writer:
        assert sum(1 for _ in writer.graphs()) == done


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("kb.store.writer.Journal.write", "before the journal"),
        ("kb.store.writer.Writer._checkpoint", "before the checkpoint"),
        ("kb.store.generations.write_synced", "before the manifest"),
        ("kb.store.generations.Generations.point_at", "before the pointer"),
        ("kb.store.writer.Writer._stand_at", "before the marker"),
        ("kb.store.generations.Generations.prune_locked", "before pruning"),
    ],
)
def test_a_stop_at_each_step_of_publishing(
    home: Path,
    publish: Callable[[int], int],
    where: str,
    what: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(1)
    writer = Writer(home)
    writer.add([(ex("s"), ex("p"), Literal(what))])
    writer.record(Minted("http://example.org/s", what))
    writer.commit()
    with monkeypatch.context() as patch:
        patch.setattr(where, _stop)
        with pytest.raises(KeyboardInterrupt):
            writer.publish()
    writer.close()
    published = what in {"before the marker", "before pruning"}
    generations = Generations(home)
    current = generations.current()
    assert current == (3 if published else 2)
    records = list(Journal(generations.layout).replay(current))
    assert (Minted("http://example.org/s", what) in records) == published
    with Writer(home) as again:
        assert bool(list(again.triples())) == published
        again.add([(ex("s"), ex("p"), Literal("later"))])
        again.commit()
        number = again.publish()
        assert number > 2
        assert not list(generations.layout.generations.glob("*.tmp"))
    with open_base(home) as base:
        assert base.generation == number
        assert len(list(base.triples())) == 1 + published
        assert base.manifest.quads == sum(1 for _ in base.triples()) + 20
