"""A bare Flask route: what any answer of this stack costs, whatever is in it."""

from flask import Flask, Response

app = Flask(__name__)
BODY = '{"a": "bare answer"}'


@app.get("/")
def bare() -> Response:
    """The same few bytes each time."""
    return Response(BODY, mimetype="application/json")
