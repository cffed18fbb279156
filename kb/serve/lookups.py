"""Queries by GET, answered before the framework: a look-up is dearer in it than in the engine.

The same steps as in the view, from the request's fields to the answer; what is no such query and
what goes wrong is the framework's, so that there is one way to describe and one to refuse.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import Flask
from werkzeug.sansio.utils import get_current_url, get_host

from kb.serve.answers import Known, Reply, answered
from kb.serve.clients import Asker, line, named
from kb.serve.protocol import Asked, asked_by_get, chosen, fields
from kb.serve.service import Service
from kb.store.guard import Caps, check
from kb.store.readers import QueryRequest

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PATH: Final = "/sparql"
SECURED: Final = (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"))
_STATUS: Final = {status: f"{status.value} {status.phrase}" for status in HTTPStatus}


def query_request(found: Asked, accept: str, base: str, asker: Asker, caps: Caps) -> QueryRequest:
    """A query as the readers take it. Raises what is wrong with it or with what is accepted."""
    checked = check(found.text, caps)
    media = chosen(accept, found.format, checked.form)
    return QueryRequest(
        checked, media, found.default_graphs, found.named_graphs, base, asker.name, asker.line
    )


@lru_cache(256)
def _base(scheme: str, host: str | None, root: str) -> str:
    """The address of the endpoint, as the framework tells it."""
    return get_current_url(scheme, get_host(scheme, host), root, PATH)


class LookUps:
    """A WSGI application before another: takes queries by GET and HEAD, and leaves the rest."""

    def __init__(self, app: Flask, service: Service) -> None:
        self._app = app
        self._rest: WSGIApplication = app.wsgi_app
        self._service = service
        self._caps = Caps(length=service.settings.query_bytes)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The answer to a query by GET, or what the framework answers."""
        if environ["PATH_INFO"] != PATH or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._rest(environ, start_response)
        found = environ.get("QUERY_STRING", "")
        if "query=" not in found:
            return self._rest(environ, start_response)
        try:
            reply = self._reply(environ, found)
        except Exception as error:  # noqa: BLE001  each becomes a problem document, as in a view
            with self._app.request_context(environ):
                response = self._app.process_response(
                    self._app.make_response(self._app.handle_user_exception(error))
                )
            return response(environ, start_response)
        return _started(reply, environ["REQUEST_METHOD"], start_response)

    def _reply(self, environ: WSGIEnvironment, found: str) -> Reply:
        get = environ.get
        query = query_request(
            asked_by_get(fields(found.encode("latin-1"))),
            get("HTTP_ACCEPT", ""),
            _base(environ["wsgi.url_scheme"], get("HTTP_HOST"), get("SCRIPT_NAME", "")),
            Asker(self._name(environ), line(environ)),
            self._caps,
        )
        known = Known(environ["REQUEST_METHOD"], get("HTTP_IF_NONE_MATCH", ""))
        return answered(self._service, query, known)

    def _name(self, environ: WSGIEnvironment) -> str:
        get = environ.get
        settings = self._service.settings
        return named(get("HTTP_AUTHORIZATION", ""), get("REMOTE_ADDR", ""), settings)


def _started(reply: Reply, method: str, start_response: StartResponse) -> Iterable[bytes]:
    start_response(_STATUS[HTTPStatus(reply.status)], [*reply.headers, *SECURED])
    if method != "HEAD":
        return reply.body
    if not isinstance(reply.body, list | tuple):
        reply.body.close()  # type: ignore[attr-defined]  # ends the query: nobody takes its rest
    return ()
