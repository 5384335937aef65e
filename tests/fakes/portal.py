"""Somebody else's page, on an origin of its own, with a strict policy and odd style sheets."""

from __future__ import annotations

import html
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

# What docs/widget.md tells a webmaster to allow, and nothing else.
_POLICY = (
    "default-src 'none'; script-src {server}; connect-src {server}; img-src blob:; "
    "style-src 'nonce-own'"
)
_PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Cổng dịch vụ công</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="own">
  html {{ font-size: 62.5%; }}
  body {{ font: 1.6rem serif; margin: 2.4rem; min-height: 150vh; }}
  button, p, div, section {{ border: 9px dashed red !important; text-transform: uppercase; }}
  h2 {{ display: none; }}
</style></head>
<body><main><h1>Cổng dịch vụ công</h1><a href="#x">Một liên kết</a></main>
<script src="{server}/widget/motcua.js"{attributes} defer></script></body></html>"""


@dataclass
class Portal:
    """The page's server, in a thread while the ``with`` block lasts.

    Attributes:
        server: motcua's address; set once it is known.
        attributes: of the ``<script>`` tag, e.g. ``{"data-position": "left"}``.
    """

    server: str = ""
    attributes: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Self:
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    @property
    def origin(self) -> str:
        """Another site than 127.0.0.1 to a browser."""
        return f"http://localhost:{self._http.server_port}"

    def page(self) -> str:
        """The page as it is now."""
        given = "".join(f' {name}="{html.escape(v)}"' for name, v in self.attributes.items())
        return _PAGE.format(server=self.server, attributes=given)

    def policy(self) -> str:
        """Its content security policy."""
        return _POLICY.format(server=self.server)


def _handler(portal: Portal) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/"
            content = portal.page().encode() if found else b""
            self.send_response(200 if found else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", portal.policy())
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            """Keep tests quiet."""

    return Handler
