"""The command `kb`: thin commands over the pipeline, the store and the service.

It ends with 0 when all went well, 1 when an input was refused or is not there, 2 when the call,
a setting or a seed is wrong, 3 when the base cannot be used. What went wrong is one sentence on
standard error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, ParamSpec, TypeVar

import click

from kb import __version__, kit, pipeline, upkeep
from kb.errors import KhabarError, Refusal, StoreFault
from kb.extract import explained
from kb.extract.contract import to_json
from kb.ids import folded
from kb.logs import start_logging
from kb.namespaces import DEFAULT_DATA
from kb.outcomes import Outcome
from kb.settings import Settings, from_environment
from kb.store import making, opening
from kb.store.asking import answer
from kb.store.export import FORMATS
from kb.wsgi import run

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
PATH = click.Path(path_type=Path)


def _told(command: Callable[P, R]) -> Callable[P, R]:
    """The command with every KhabarError as one sentence on standard error and its exit status."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except KhabarError as error:
            _fail(error)
        except BrokenPipeError:  # who reads has enough: click ends quietly
            raise
        except OSError as error:
            where = f" {error.filename}" if error.filename else ""
            _fail(StoreFault(f"the system refused{where}: {error.strerror or error}"))

    return wrapped


def _fail(error: KhabarError) -> NoReturn:
    click.echo(f"kb: {' '.join(error.message.split())}", err=True)  # the engine's have many lines
    sys.exit(error.exit_status)


def _settings() -> Settings:
    settings = from_environment()
    start_logging(settings.log_level)
    return settings


def _dump(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kb")
def main() -> None:
    """Khabar: news reports read into a knowledge base. Settings are KB_… variables.

    Ends with 0 when all went well, 1 when an input was refused or is not there, 2 when the call, a
    setting or a seed is wrong, 3 when the base cannot be used.
    """


# ---- reading -------------------------------------------------------------------------------
@main.command()
@click.argument("files", nargs=-1, required=True, type=PATH)
@_told
def extract(files: tuple[Path, ...]) -> None:
    """Read articles and print what they say, one JSON object a line; store nothing."""
    _each(files, pipeline.extracted, lambda found: [_line(to_json(found))])


@main.command()
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@_told
def explain(files: tuple[Path, ...], as_json: bool) -> None:
    """Show sentence by sentence what is found, by which rule, and what is passed over and why."""
    as_lines = explained.lines
    _each(
        files,
        pipeline.explained,
        lambda told: [_line(explained.as_json(told))] if as_json else as_lines(told),
    )


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _each(
    paths: Sequence[Path],
    reader: Callable[[Path, kit.Tools, Settings], T | Refusal],
    show: Callable[[T], Iterable[str]],
) -> NoReturn:
    """Print what is read of each file, tell of those refused, and end with 1 if there are any."""
    settings = _settings()
    made = kit.tools(settings)
    refused = False
    for path in pipeline.files(paths):
        found = reader(path, made, settings)
        if isinstance(found, Refusal):
            refused = True
            click.echo(f"kb: {found.message} [{found.reason}]", err=True)
        else:
            for line in show(found):
                click.echo(line)
    sys.exit(1 if refused else 0)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
@_told
def ingest(paths: tuple[Path, ...], as_json: bool, quiet: bool) -> None:
    """Read files and folders into the base; a file that is refused leaves the others alone."""
    settings = _settings()
    total = sum(1 for _ in pipeline.files(paths))
    done = 0

    def progress(outcome: Outcome) -> None:
        nonlocal done
        done += 1
        if not quiet:
            click.echo(f"{done}/{total} {outcome.status:10} {outcome.file}", err=True)

    report = pipeline.ingest(paths, settings, progress)
    if as_json:
        _dump(report.as_json())
    else:
        click.echo(report.as_table())
    sys.exit(1 if report.counts["refused"] else 0)


@main.command()
@click.argument("path", type=PATH)
@_told
def validate(path: Path) -> None:
    """Check an article or an RDF graph against the shapes; store nothing."""
    verdict = upkeep.validate(path, _settings())
    for violation in verdict.violations:
        where = f"{violation.focus} {violation.path}".strip()
        click.echo(f"{violation.message} ({where}) [{violation.shape}]")
    click.echo("accepted" if verdict.accepted else f"refused: {len(verdict.violations)} violations")
    sys.exit(0 if verdict.accepted else 1)


# ---- the base ------------------------------------------------------------------------------
@main.command()
@click.option("--data", default=DEFAULT_DATA, show_default=True, help="Namespace of its IRIs.")
@click.option("--plain", is_flag=True, help="A base for general RDF: no shapes, no fusion.")
@click.option("--if-missing", is_flag=True, help="Leave a base that is there as it is.")
@_told
def init(data: str, plain: bool, if_missing: bool) -> None:
    """Make a new base in KB_HOME, with the seeds and the ontology in it."""
    settings = _settings()
    if if_missing and opening.current(settings) is not None:
        return
    manifest = upkeep.init(settings, data=data, plain=plain)
    click.echo(f"generation {manifest.number} in {settings.home}: {manifest.quads} quads")


@main.command()
@_told
def generations() -> None:
    """List the generations, the current one marked."""
    found = opening.generations(_settings())
    current = found.required()
    for manifest in found.manifests():
        mark = "*" if manifest.number == current else " "
        click.echo(
            f"{mark} {manifest.number:06d} {manifest.time} "
            f"{manifest.articles:>7} articles {manifest.quads:>9} quads"
        )


@main.command()
@click.argument("number", type=int, required=False)
@_told
def rollback(number: int | None) -> None:
    """Make an earlier generation current: the one given, else the current one's parent."""
    found = opening.generations(_settings())
    found.required()
    click.echo(f"current is now generation {found.rollback(number).number}")


@main.command()
@click.option("--keep", type=click.IntRange(min=1), help="How many to keep.")
@_told
def prune(keep: int | None) -> None:
    """Delete old generations that nobody reads."""
    settings = _settings()
    found = opening.generations(settings)
    found.required()
    gone = found.prune(keep or settings.keep_generations)
    click.echo(f"deleted: {', '.join(map(str, gone)) or 'none'}")


@main.command()
@_told
def status() -> None:
    """Show the current generation and what it holds, as JSON."""
    settings = _settings()
    found = opening.status(settings)
    mine = kit.versions(settings)
    held = found["current"]["versions"]
    stale = sorted(name for name, version in mine.items() if held.get(name) != version)
    _dump({**found, "rebuild_advised_by": stale})


@main.command()
@click.argument("article")
@click.option("--reason", required=True, help="Why; readers are told.")
@click.option("--erase", is_flag=True, help="Delete its originals and older generations too.")
@_told
def retract(article: str, reason: str, erase: bool) -> None:
    """Take an article, and what rested on it alone, out of the base."""
    done = upkeep.take_out(article, reason, _settings(), erase=erase)
    click.echo(f"{done.article} is out of generation {done.generation}")
    if done.still_read:
        numbers = ", ".join(map(str, done.still_read))
        click.echo(f"still read, and so not deleted yet: {numbers}; later: kb prune --keep 1")


@main.command()
@_told
def move() -> None:
    """Bring the embedded base of KB_HOME to the SPARQL engine of KB_SPARQL_URL."""
    settings = _settings()
    found = making.move(settings)
    click.echo(f"revision {found.number}: {found.quads} quads are at the SPARQL engine")


@main.command()
@_told
def rebuild() -> None:
    """Make the base anew from originals and journal, and show what differs."""
    found = upkeep.rebuild(_settings())
    for mark, lines in (("+", found.added), ("-", found.removed)):
        for line in lines:
            click.echo(f"{mark} {line}")
    for message in found.refused:
        click.echo(f"refused {message}")
    click.echo(
        f"generation {found.generation}: {len(found.added)} quads added, "
        f"{len(found.removed)} removed, {len(found.refused)} articles refused"
    )


# ---- answers -------------------------------------------------------------------------------
@main.command(name="export")
@click.option("--format", "syntax", type=click.Choice(sorted(FORMATS)), default="nquads")
@click.option("--generation", type=int, help="Another generation than the current one.")
@_told
def export_(syntax: str, generation: int | None) -> None:
    """Write the whole base to standard output; N-Quads come sorted."""
    opening.export(_settings(), syntax, sys.stdout.buffer, generation)


@main.command()
@click.argument("file", type=click.File("rb"))
@click.option("--format", "ending", help="json, csv, tsv, xml; of graphs ttl, nt, rdf, jsonld …")
@_told
def query(file: BinaryIO, ending: str | None) -> None:
    """Answer a SPARQL query of a file, or of standard input by -, as /sparql does."""
    answer(file.read(), ending, _settings(), sys.stdout.buffer)


@main.command()
@click.argument("text")
def fold(text: str) -> None:
    """Print a name in the one spelling that kb:searchKey has it in."""
    click.echo(folded(text))


@main.command()
@_told
def serve() -> None:
    """Answer on KB_HOST:KB_PORT under gunicorn until stopped."""
    run(_settings())
