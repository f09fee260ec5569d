"""Serving the site: gunicorn where it exists, and the standard library's server elsewhere (Windows)."""

import importlib.util
import os
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIServer, make_server


def serve(host: str, port: int) -> None:
    """Serve until interrupted. Does not return where gunicorn takes over the process."""
    if importlib.util.find_spec("gunicorn") and os.name == "posix":
        _become_gunicorn(host, port)
    _serve_with_standard_library(host, port)


def _become_gunicorn(host: str, port: int) -> None:
    """Replace this process by gunicorn with two workers, so that signals reach it."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = ["--bind", bind, "--workers", "2", "--worker-class", "sync", "--log-level", "warning"]
    # The control socket would lie in the home folder and outlive the clone.
    command = [sys.executable, "-m", "gunicorn", *options, "--no-control-socket", "iamlab.wsgi"]
    os.execv(sys.executable, command)  # noqa: S606


class _ThreadedServer(ThreadingMixIn, WSGIServer):
    """wsgiref's server, one thread a request."""

    daemon_threads = True


def _serve_with_standard_library(host: str, port: int) -> None:
    """Serve from this process; whitenoise answers for the static files."""
    from iamlab.wsgi import application

    with make_server(host, port, application, server_class=_ThreadedServer) as server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
