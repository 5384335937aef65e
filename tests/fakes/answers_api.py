"""A small stand-in for the answers API: the agreed paths and JSON over real HTTP, canned facts.

An ASGI app without a framework, so tests drive it through httpx and a bench serves it::

    python -m uvicorn tests.fakes.answers_api:app --port 8000 --log-level warning

Texts are of this file only. What was asked is kept in ``app.calls`` for tests to look at.
``app.fail_with = 503`` makes it ill; ``app.delay_s`` makes it slow.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

TOKEN = "test-token"
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_ERRORS = {
    401: ("auth.required", "Yêu cầu này cần được xác thực."),
    404: ("procedure.not_found", "Không có thủ tục mang mã này."),
    413: ("input.too_long", "Tin nhắn dài quá."),
    422: ("input.invalid", "Nội dung chưa đúng."),
    429: ("limit.reached", "Anh/chị gửi nhanh quá, chờ chút ạ."),
    503: ("index.unavailable", "Hệ thống đang bận."),
}
_BIRTH = {"code": "1.001193", "name": "Đăng ký khai sinh"}
_SECTIONS = {
    "fee": "lệ phí",
    "time": "thời hạn",
    "documents": "giấy tờ",
    "online": "nộp trực tuyến",
}


class FakeAnswersApi:
    """The ASGI app."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.fail_with: int | None = None
        self.delay_s = 0.0

    def asked(self, name: str) -> list[dict[str, Any]]:
        """Bodies of the calls to one path, oldest first."""
        return [body for path, body in self.calls if path == name]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        body = json.loads(await _read(receive) or b"{}")
        name = scope["path"].rsplit("/", 1)[-1]
        self.calls.append((name, body))
        await asyncio.sleep(self.delay_s)
        status, answer = self._answer(scope, name, body)
        await _reply(send, status, answer)

    def _answer(self, scope: Scope, name: str, body: dict[str, Any]) -> tuple[int, Any]:
        sent = dict(scope["headers"]).get(b"authorization", b"").decode()
        if sent != f"Bearer {TOKEN}":
            return _error(401)
        if self.fail_with is not None:
            return _error(self.fail_with)
        if name == "procedure":
            return 200, _procedure(body)
        if name == "handovers":
            told = ["Dạ, em đã chuyển. Số yêu cầu: *HT-2026-000007*.", "Anh/chị chờ ạ."]
            return 201, {"number": "HT-2026-000007", "duplicate": False, "messages": told}
        if name == "centre":
            return 200, _centre(body)
        if name in ("record", "feedback"):
            return 204, None
        return _petition(scope["path"], body) or _error(404)


def _procedure(body: dict[str, Any]) -> dict[str, Any]:
    text = body["text"].lower()
    if any(word in text for word in ("thời tiết", "zzz")):
        return _result("declined_unsure", ["Dạ, em chưa tìm thấy thủ tục nào hợp với câu này."])
    if text == "giấy đất bị rách":
        choices = [
            {"title": "Cấp đổi sổ", "code": "1.004193", "section": None},
            {"title": "Cấp lại sổ bị mất", "code": "1.004194", "section": None},
        ]
        return _result("clarified", ["Dạ, anh/chị muốn làm việc nào ạ?"], choices)
    section = body["section"] or next(
        (key for key, words in _SECTIONS.items() if words in text), "documents"
    )
    code = body["code"] or body["code_in_hand"] or _BIRTH["code"]
    choices = [
        {"title": title.capitalize(), "code": code, "section": key}
        for key, title in _SECTIONS.items()
        if key != section
    ]
    words = f"Dạ, đây là phần {_SECTIONS.get(section, section)} của *{_BIRTH['name']}*."
    source = f"Mã {code} · nguồn thử · kiểm tra ngày 01/01/2026"
    return {
        **_result("answered", [words], choices),
        "code": code,
        "name": _BIRTH["name"],
        "section": section,
        "source": source,
    }


def _centre(body: dict[str, Any]) -> dict[str, Any]:
    if body["question"] == "department" and not body["department"]:
        choices = [
            {"title": name, "question": "department", "department": name}
            for name in ("Sở Xây dựng", "Sở Tư pháp")
        ]
        return _result("clarified", ["Dạ, anh/chị tìm quầy của sở nào ạ?"], choices)
    about = body["department"] or body["question"]
    return _result("answered", [f"Dạ, thông tin thử về {about}."])


def _petition(path: str, body: dict[str, Any]) -> tuple[int, Any] | None:
    """Petitions and the vault: "phường Thử" is the one place, "thái độ" the one known matter."""
    categories = [{"id": "thai-do", "name": "Thái độ"}, {"id": "khac", "name": "Việc khác"}]
    if path.endswith("/petitions/readings"):
        text = body["text"].lower()
        return 200, {
            "tells": len(text.split()) > 3,
            "kind": {"id": "phan-anh", "name": "Phản ánh"},
            "category": categories[0] if "thái độ" in text else None,
            "place": "Phường Thử" if "phường thử" in text else None,
            "formal": None,
            "categories": categories,
        }
    if path.endswith("/petitions/lookups"):
        return 200, {"petitions": []}
    if path.endswith("/petitions"):
        kept = {"photos": len(body["photos"]), "phone_kept": bool(body["phone"])}
        return 201, {"number": "PA-2026-000001", "duplicate": False, **kept}
    if path.endswith("/vault/withdrawals"):
        values = {name: {"kind": "answer", "value": name} for name in body["references"]}
        return 200, {"values": values}
    return None


def _result(
    status: str, messages: list[str], choices: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    return {
        "status": status,
        "code": None,
        "name": None,
        "section": None,
        "messages": messages,
        "choices": choices or [],
        "source": None,
    }


def _error(status: int) -> tuple[int, dict[str, str]]:
    code, message = _ERRORS.get(status, ("motcua.error", "Có lỗi."))
    return status, {"code": code, "message": message}


async def _read(receive: Receive) -> bytes:
    body = b""
    more = True
    while more:
        event = await receive()
        body += event.get("body", b"")
        more = event.get("more_body", False)
    return body


async def _reply(send: Send, status: int, answer: Any) -> None:
    headers = [(b"content-type", b"application/json")]
    if status == 429:
        headers.append((b"retry-after", b"7"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    body = b"" if answer is None else json.dumps(answer, ensure_ascii=False).encode()
    await send({"type": "http.response.body", "body": body})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        event = await receive()
        await send({"type": f"{event['type']}.complete"})
        if event["type"] == "lifespan.shutdown":
            return


app = FakeAnswersApi()
