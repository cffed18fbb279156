"""Seconds to the first answer of `kb serve`, and requests a second, beside a bare Flask route."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from benchmarks import wrk
from benchmarks.processes import KB, environment, free_port, listening
from kb.settings import Settings

SECONDS = 5
RUNS = 3
CONNECTIONS = (1, 8)
POINT = "SELECT ?p ?o WHERE { <%s> ?p ?o }"


def load(url: str, connections: int) -> float:
    """Requests a second: the best of several runs, since others use the machine as well."""
    target = wrk.Target(url, urlsplit(url)._replace(scheme="", netloc="").geturl() or "/")
    return wrk.best([wrk.pace(target, connections, SECONDS) for _ in range(RUNS)]).rate


def somebody(base: str) -> tuple[str, str]:
    """The path and the IRI of a person whom articles speak of."""
    query = (
        "PREFIX kb: <https://w3id.org/khabar#> SELECT ?who (COUNT(*) AS ?n) "
        "WHERE { ?event kb:participant ?who } GROUP BY ?who ORDER BY ?n LIMIT 1"
    )
    request = Request(f"{base}/sparql?query={quote(query)}")  # noqa: S310
    request.add_header("Accept", "application/sparql-results+json")
    with urlopen(request) as reply:  # noqa: S310
        rows = json.load(reply)["results"]["bindings"]
    iri = str(rows[0]["who"]["value"])
    return "/doc/" + "/".join(iri.rsplit("/", 2)[1:]), iri


def addresses(base: str) -> dict[str, str]:
    """What is asked for, by what it is called in the table."""
    path, iri = somebody(base)
    return {
        "document of a person, JSON": f"{base}{path}.json",
        "list of people, JSON": f"{base}/api/v1/people",
        "SPARQL, one subject": f"{base}/sparql?query={quote(POINT % iri)}",
        "named query": f"{base}/queries/people-met?person={quote(iri)}",
    }


def peer(port: int, threads: int) -> list[str]:
    """The bare route under the settings that `kb serve` has."""
    words = f"-w {Settings().workers} --threads {threads} -k gthread --keep-alive 5"
    return [
        sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", *words.split(),
        "benchmarks.peer:app",
    ]  # fmt: skip


def start(home: Path) -> None:
    """Print seconds from `kb serve` to its first answer."""
    found = []
    for _ in range(RUNS):
        port = free_port()
        environ = environment(home, KB_PORT=str(port))
        with listening([*KB, "serve"], environ, f"http://127.0.0.1:{port}/health") as server:
            found.append(server.seconds)
    print(f"kb serve to the first answer: {min(found):.2f} s, the least of {RUNS}")


def throughput(home: Path) -> None:
    """Print requests a second of each address, and how many times the bare route's that is."""
    port, beside = free_port(), free_port()
    bare, base = f"http://127.0.0.1:{beside}/", f"http://127.0.0.1:{port}"
    environ = environment(home, KB_PORT=str(port))
    with (
        listening(peer(beside, Settings().threads), environ, bare),
        listening([*KB, "serve"], environ, f"{base}/health"),
    ):
        plain = {number: load(bare, number) for number in CONNECTIONS}
        named = "".join(f"{number:>9} conn." for number in CONNECTIONS)
        print(f"{'requests a second':30}{named}   of the bare route")
        print(f"{'bare Flask route':30}" + "".join(f"{plain[n]:15.0f}" for n in CONNECTIONS))
        for name, url in addresses(base).items():
            found = {number: load(url, number) for number in CONNECTIONS}
            ratios = " ".join(f"{found[n] / plain[n]:.2f}" for n in CONNECTIONS)
            print(f"{name:30}" + "".join(f"{found[n]:15.0f}" for n in CONNECTIONS) + f"   {ratios}")


def main(home: Path) -> None:
    """Print all figures of a served base."""
    start(home)
    version = wrk.version()
    if version is None:
        print("requests a second: skipped, since wrk is not installed (Debian: apt install wrk)")
        return
    print(f"load by {version}, {SECONDS} s a run, the best of {RUNS}")
    throughput(home)
