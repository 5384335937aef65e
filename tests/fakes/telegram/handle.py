"""What a test does with the fake Telegram; runs in both environments."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.fakes.running import Steering, running
from tests.fakes.telegram import updates
from tests.fakes.telegram.updates import Update


class FakeTelegram(Steering):
    """A running fake Telegram."""

    @property
    def base_url(self) -> str:
        """What the token is appended to, for ``Bot(base_url=…)``."""
        return f"{self.address}/bot"

    @property
    def base_file_url(self) -> str:
        """The same for files."""
        return f"{self.address}/file/bot"

    def token(self) -> str:
        """The token of the bot."""
        return str(self.set()["token"])

    def chat(self, chat_id: int, **changes: bool) -> None:
        """Make a private chat known, or change it: ``blocked``, ``deactivated``."""
        self.call("PATCH", f"/chats/{chat_id}", changes)

    def file(self, name: str, content: bytes) -> str:
        """Keep a file that someone sends later; gives its ``file_id``."""
        reply = self._http.put(f"/files/{name}", content=content)
        return str(reply.raise_for_status().json()["file_id"])

    def refuse(
        self,
        code: int,
        description: str,
        path: str = "/sendMessage",
        times: int = 1,
        retry_after: int | None = None,
    ) -> None:
        """Answer the next calls of a method with an error."""
        body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
        if retry_after is not None:
            body["parameters"] = {"retry_after": retry_after}
        self.fault("answer", path, times, status=code, body=body)

    def received(self, chat_id: int | None = None) -> list[dict[str, Any]]:
        """Messages that arrived in one chat, or all, oldest first."""
        query = "" if chat_id is None else f"?chat_id={chat_id}"
        return list(self.call("GET", f"/received{query}"))

    def texts(self, chat_id: int) -> list[str]:
        """Texts that arrived in a chat, oldest first, without tags."""
        return [item["message"].get("text", "") for item in self.received(chat_id)]

    def calls(self, method: str) -> list[dict[str, Any]]:
        """Fields of the calls of one method, refused ones too."""
        return [item["fields"] for item in self.call("GET", "/calls") if item["method"] == method]

    def message(self, chat_id: int, message_id: int) -> dict[str, Any]:
        """A message as it looks now."""
        return dict(self.call("GET", f"/messages/{chat_id}/{message_id}"))

    def unanswered(self) -> list[dict[str, Any]]:
        """Taps whose spinner still turns."""
        return [item for item in self.call("GET", "/callbacks") if not item["answers"]]

    def deliver(self, *batch: Update, **plan: Any) -> list[dict[str, Any]]:
        """Send updates to the webhook.

        Args:
            batch: the updates.
            plan: ``copies``, ``order``, ``seed``, ``age_s``, ``background``, ``secret``.

        Returns:
            the deliveries with their tries so far; none for a kind that nobody asked for.
        """
        return list(self.call("POST", "/updates", {"updates": list(batch), "plan": plan}))

    def says(self, chat_id: int, text: str, **plan: Any) -> dict[str, Any]:
        """A person writes; the delivery, or the first of its copies."""
        return self.deliver(updates.text(chat_id, text), **plan)[0]

    def press(self, chat_id: int, title: str, **plan: Any) -> dict[str, Any]:
        """A person taps an inline button of what they received last.

        Raises:
            LookupError: there is no such button.
        """
        for item in reversed(self.received(chat_id)):
            current = self.message(chat_id, item["message"]["message_id"])
            rows = current.get("reply_markup", {}).get("inline_keyboard", [])
            for button in (button for row in rows for button in row):
                if button["text"] == title and "callback_data" in button:
                    tap = updates.callback(current, button["callback_data"])
                    return self.deliver(tap, **plan)[0]
        raise LookupError(f"no button {title!r}")


@contextmanager
def fake_telegram(port: int = 0) -> Iterator[FakeTelegram]:
    """A fake Telegram as a process of its own, while the block lasts."""
    with running("tests.fakes.telegram", port) as address:
        telegram = FakeTelegram(address)
        try:
            yield telegram
        finally:
            telegram.close()
