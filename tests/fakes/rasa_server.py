"""A small stand-in for Rasa's REST channel: the same path and JSON over real HTTP.

It streams when asked to (``?stream=true``), cuts texts like Rasa (a text without buttons
is split at blank lines) and ends a turn with the ``custom`` status message of our actions.
Texts are of this file only. Try by hand::

    python -m tests.fakes.rasa_server 5005
"""

from __future__ import annotations

import contextlib
import json
import sys
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

_SOURCE = "Mã 1.001193 · Luật Hộ tịch (60/2014/QH13) · kiểm tra năm 2026"
_BIRTH = """Dạ, để *đăng ký khai sinh* cho bé, anh/chị mang theo:
1. Giấy chứng sinh (1 bản chính)
2. Căn cước của người đi đăng ký (chỉ xuất trình)
3. Tờ khai theo mẫu, lấy tại quầy hoặc điền trên https://dichvucong.gov.vn
Còn chưa rõ, anh/chị gọi 1022."""
_FEE = "Dạ, *miễn lệ phí* khi đăng ký trong 60 ngày từ ngày sinh."
_UNSURE = (
    "Dạ, em chưa chắc anh/chị cần việc nào nên không dám trả lời. Gần nhất em có các việc dưới đây."
)
_STALL_S = 3.0
_Button = tuple[str, str]
_BIRTH_BUTTONS = [
    ("Lệ phí", '/choose{"code":"1.001193","section":"fee"}'),
    ("Bao lâu có", '/choose{"code":"1.001193","section":"time"}'),
    ("Nộp trực tuyến", '/choose{"code":"1.001193","section":"online"}'),
    ("Trường hợp của tôi khác", "/find_procedure"),
]
_UNSURE_BUTTONS = [
    (
        "Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con có yếu tố nước ngoài",
        '/choose{"code":"1.000689"}',
    ),
    ("Cấp bản sao trích lục hộ tịch", '/choose{"code":"2.000635"}'),
    ("Hỏi về trung tâm", '/ask_centre{"question":"overview"}'),
]


@dataclass
class RasaServer:
    """The server, in a thread while the ``with`` block lasts.

    Attributes:
        received: bodies of the messages that came, oldest first.
        fail_with: HTTP status to answer with instead, e.g. 500.
        reply_with: JSON to answer with instead, whatever was asked.
        delay_s: how long each answer takes.
        gap_s: how long after each streamed message the next one comes.
        stall_after: streamed messages after which nothing more comes, as when an action dies.
    """

    port: int = 0
    received: list[dict[str, Any]] = field(default_factory=list)
    fail_with: int | None = None
    reply_with: Any = None
    delay_s: float = 0.0
    gap_s: float = 0.0
    stall_after: int | None = None

    def __enter__(self) -> Self:
        self._http = ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
        self._http.daemon_threads = True
        self.port = self._http.server_port
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

    def get_well(self) -> None:
        """Answer as usual again."""
        self.fail_with, self.reply_with, self.delay_s = None, None, 0.0
        self.gap_s, self.stall_after = 0.0, None

    def last_message(self) -> str:
        """The text of the message that came last."""
        return str(self.received[-1]["message"])


def _handler(server: RasaServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            path, _, query = self.path.partition("?")
            if path != "/webhooks/rest/webhook":
                self.send_error(404)
                return
            server.received.append(body)
            time.sleep(server.delay_s)
            reply = server.reply_with
            if reply is None:
                reply = _reply(body["sender"], body["message"])
            if "stream=true" in query and server.fail_with is None:
                self._stream(reply)
            else:
                self._send(server.fail_with or 200, reply)

        def _stream(self, items: Any) -> None:
            """One JSON object a line, as Rasa writes them; the connection's end is the end."""
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                for count, item in enumerate(items):
                    if server.stall_after == count:
                        time.sleep(_STALL_S)
                        return
                    self.wfile.write(json.dumps(item, ensure_ascii=False).encode() + b"\n")
                    self.wfile.flush()
                    time.sleep(server.gap_s)
            self.close_connection = True

        def _send(self, status: int, reply: Any) -> None:
            content = json.dumps(reply, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            # The caller may not have wanted to wait any longer.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(content)

        def log_message(self, *args: Any) -> None:
            """Keep tests quiet."""

    return Handler


def _reply(person: str, message: str) -> list[dict[str, Any]]:
    if message.startswith("/choose") and '"fee"' in message:
        return _turn(person, f"{_FEE}\n\n{_SOURCE}", [], "answered")
    if "khai sinh" in message.lower() or message.startswith("/choose"):
        return _turn(person, f"{_BIRTH}\n\n{_SOURCE}", _BIRTH_BUTTONS, "answered")
    if message.startswith("/"):
        return _turn(person, "Dạ, anh/chị cần làm giấy tờ gì ạ?", [], "clarified")
    return _turn(person, _UNSURE, _UNSURE_BUTTONS, "declined_unsure")


def _turn(person: str, text: str, buttons: list[_Button], status: str) -> list[dict[str, Any]]:
    said: list[dict[str, Any]]
    if buttons:
        rows = [{"title": title, "payload": payload} for title, payload in buttons]
        said = [{"text": text, "buttons": rows}]
    else:
        said = [{"text": part} for part in text.split("\n\n")]
    said.append({"custom": {"type": "status", "status": status, "code": None, "section": None}})
    return [{"recipient_id": person, **item} for item in said]


if __name__ == "__main__":
    with RasaServer(int(sys.argv[1]) if len(sys.argv) > 1 else 5005) as rasa:
        print(f"stand-in for Rasa on port {rasa.port}; Ctrl-C ends it")
        threading.Event().wait()
