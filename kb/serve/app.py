"""The application: made once a worker process, after the fork."""

from __future__ import annotations

from flask import Flask, Response
from werkzeug.middleware.proxy_fix import ProxyFix

from kb.serve import problems
from kb.serve.describing import describing
from kb.serve.entities import entities
from kb.serve.graphs import graphs
from kb.serve.jsonld import read_context
from kb.serve.kept import Kept
from kb.serve.lists import lists
from kb.serve.lookups import SECURED, LookUps
from kb.serve.queries import queries
from kb.serve.service import Service
from kb.serve.sparql import sparql
from kb.serve.statistics import Once, statistics
from kb.serve.system import system
from kb.serve.writing import Writes
from kb.settings import Settings
from kb.store import opening
from kb.store.named import read_queries

# Pages take styles from this host only and run no script, so a stranger's words stay words.
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"


def _secured(response: Response) -> Response:
    for name, value in SECURED:
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Security-Policy", POLICY)
    return response


def create_app(settings: Settings) -> Flask:
    """The service over the base of the settings.

    Opens stores and starts readers, so it must be called in the process that serves.
    """
    app = Flask("kb.serve")
    app.url_map.strict_slashes = False
    app.config["MAX_CONTENT_LENGTH"] = settings.upload_bytes
    follower, pool = opening.service(settings)
    service = Service(
        settings=settings,
        follower=follower,
        pool=pool,
        context=read_context(settings.ontology / "context.jsonld"),
        queries=read_queries(settings.queries),
        statistics=Once(statistics),
        writes=Writes(settings),
        kept=Kept(settings.cache_bytes),
    )
    app.extensions["khabar"] = service
    pool.warm()
    problems.install(app)
    for part in (system, sparql, describing, graphs, queries, entities, lists):
        app.register_blueprint(part)
    app.after_request(_secured)
    # As Flask's own manual says to put one application before another.
    app.wsgi_app = LookUps(app, service)  # type: ignore[method-assign]
    if proxies := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )
    return app
