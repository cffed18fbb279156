"""Errors as RFC 9457 problem documents: one body for every error of the service."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from kb.errors import KhabarError, NotThere

log = logging.getLogger(__name__)
MEDIA = "application/problem+json"


class Problem(KhabarError):
    """An error that only HTTP knows; `more` becomes members of the problem document."""

    http_status: ClassVar[int] = 400

    def __init__(self, message: str, **more: Any) -> None:
        super().__init__(message)
        self.more: Mapping[str, Any] = more
        self.headers: Mapping[str, str] = {}


class NotAcceptable(Problem):
    """None of the media types that the client accepts is to be had here."""

    http_status = 406

    def __init__(self, media: Sequence[str]) -> None:
        super().__init__(
            f"nothing here fits the Accept header; to be had are {', '.join(media)}",
            available=list(media),
        )


class UnsupportedMedia(Problem):
    """The request's body is of a type that this resource does not read."""

    http_status = 415


class BadRequest(Problem):
    """A parameter is missing, repeated or of the wrong shape."""


class Gone(Problem):
    """What was here has been taken out; the detail says why."""

    http_status = 410


class TooLarge(Problem):
    """The request's body is over the cap."""

    http_status = 413


class Unauthorized(Problem):
    """The request needs a token that it does not bear."""

    http_status = 401

    def __init__(self, message: str, error: str = "") -> None:
        super().__init__(message)
        told = f', error="{error}"' if error else ""
        self.headers = {"WWW-Authenticate": f'Bearer realm="khabar"{told}'}


class Forbidden(Problem):
    """The request asks for what this service does not do."""

    http_status = 403


def name(error: type[KhabarError]) -> str:
    """The last part of a problem's `type`: the class's name in kebab case."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", error.__name__).lower()


def body(error: KhabarError, status: int) -> dict[str, Any]:
    """The members of the problem document."""
    first = (type(error).__doc__ or "").split("\n")[0].rstrip(".")
    return {
        "type": f"/problems/{name(type(error))}",
        "title": first,
        "status": status,
        "detail": error.message,
        "instance": request.path,
        **getattr(error, "more", {}),
    }


def respond(members: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    """The problem document as a response that no cache keeps."""
    text = json.dumps(members, ensure_ascii=False, indent=1) + "\n"
    response = Response(text, status=int(members["status"]), content_type=MEDIA)
    response.headers.update({"Cache-Control": "no-store", **(headers or {})})
    response.headers["Access-Control-Allow-Origin"] = "*"  # pages of any origin may tell why
    return response


def _known(error: KhabarError) -> Response:
    status = error.http_status
    headers = dict(getattr(error, "headers", {}) or {})
    wait = getattr(error, "retry_after", None)
    if wait is not None:
        headers["Retry-After"] = str(wait)
    return respond(body(error, status), headers)


def _http(error: HTTPException) -> Response:
    code = error.code or 500
    if code < 400:  # a redirect is an exception in werkzeug, not a problem here
        return Response(status=code, headers=list(error.get_headers()))
    if code == 404:
        return _known(NotThere(f"there is nothing at {request.path}"))
    phrase = HTTPStatus(code).phrase
    kept = {k: v for k, v in error.get_headers() if k in ("Allow", "Retry-After")}
    members = {"type": "about:blank", "title": phrase, "status": code, "instance": request.path}
    return respond({**members, "detail": error.description or phrase}, kept)


def _unknown(error: Exception) -> Response:
    log.error("unexpected error at %s", request.path, exc_info=error)
    return respond(
        {
            "type": "about:blank",
            "title": "Internal Server Error",
            "status": 500,
            "detail": "the service met an error of its own; its log has the details",
            "instance": request.path,
        }
    )


def install(app: Flask) -> None:
    """Make every error of an application end as a problem document."""
    app.register_error_handler(KhabarError, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unknown)
