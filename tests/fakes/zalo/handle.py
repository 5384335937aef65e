"""What a test does with the fake Zalo; runs in both environments."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.fakes.running import Steering, running
from tests.fakes.zalo import events
from tests.fakes.zalo.events import Event


class FakeZalo(Steering):
    """A running fake Zalo; ``address`` is base of the API and of OAuth."""

    def tokens(self) -> dict[str, str]:
        """A pair of tokens, as after consent."""
        return dict(self.call("POST", "/tokens"))

    def expire_tokens(self) -> None:
        """All access tokens are too old now; refresh tokens stay good."""
        self.call("DELETE", "/tokens")

    def reused_tokens(self) -> int:
        """How often a used refresh token or code came back."""
        return int(self.call("GET", "/tokens")["reused"])

    def code(self, challenge: str) -> str:
        """An authorization code, as the permission page gives for a PKCE challenge."""
        return str(self.call("POST", "/codes", {"code_challenge": challenge})["code"])

    def user(self, user_id: str, **changes: Any) -> dict[str, Any]:
        """Make a person known, or change them.

        Args:
            user_id: who.
            changes: ``following``, ``idle_s``, ``refusal``, ``display_name``, ``shared_info``.
        """
        return dict(self.call("PATCH", f"/users/{user_id}", changes))

    def template(self, template_id: str, parameters: dict[str, int], approved: bool = True) -> None:
        """Register a template: greatest length by parameter."""
        body = {"parameters": parameters, "approved": approved}
        self.call("PUT", f"/templates/{template_id}", body)

    def file(self, name: str, content: bytes = b"", moved_to: str = "") -> str:
        """Keep a file that someone sends later, or tell where it lies instead; its address."""
        query = {"moved_to": moved_to} if moved_to else {}
        reply = self._http.put(f"/files/{name}", content=content, params=query)
        return f"{self.address}{reply.raise_for_status().json()['path']}"

    def refuse(self, code: int, path: str = "/message/cs", times: int = 1) -> None:
        """Answer the next calls of ``path`` with an error."""
        body = self.call("GET", f"/errors/{code}")
        self.fault("answer", path, times, status=200, body=body)

    def received(self, user_id: str | None = None) -> list[dict[str, Any]]:
        """Messages that one person, or everyone, received, oldest first."""
        query = f"?to={user_id}" if user_id else ""
        return list(self.call("GET", f"/received{query}"))

    def texts(self, user_id: str) -> list[str]:
        """Texts that a person received, oldest first."""
        return [item["message"].get("text", "") for item in self.received(user_id)]

    def deliver(self, *batch: Event, **plan: Any) -> list[dict[str, Any]]:
        """Send events to the webhook.

        Args:
            batch: the events.
            plan: ``copies``, ``order``, ``seed``, ``age_s``, ``background``, ``first_term``,
                ``header``, ``spoilt``, ``ascii``, ``number``, ``zns``.

        Returns:
            the deliveries with their tries so far.
        """
        return list(self.call("POST", "/events", {"events": list(batch), "plan": plan}))

    def says(self, user_id: str, text: str, **plan: Any) -> dict[str, Any]:
        """A person writes; the delivery, or the first of its copies."""
        return self.deliver(events.user_text(user_id, text), **plan)[0]

    def press(self, user_id: str, title: str, **plan: Any) -> dict[str, Any]:
        """A person taps a button of what they received last; Zalo makes it a text.

        Raises:
            LookupError: there is no such button.
        """
        for item in reversed(self.received(user_id)):
            for button in _buttons(item["message"]):
                if button["title"] == title and button["type"].startswith("oa.query."):
                    return self.says(user_id, button["payload"], **plan)
        raise LookupError(f"no button {title!r}")

    def subscribed(self) -> bool:
        """Whether Zalo still delivers events."""
        return bool(self.call("GET", "/subscription")["subscribed"])

    def subscribe(self) -> None:
        """Deliver events again."""
        self.call("POST", "/subscription")


def _buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    payload = message.get("attachment", {}).get("payload", {})
    inner = [button for item in payload.get("elements", []) for button in item.get("buttons", [])]
    return [*payload.get("buttons", []), *inner]


@contextmanager
def fake_zalo(port: int = 0) -> Iterator[FakeZalo]:
    """A fake Zalo as a process of its own, while the block lasts."""
    with running("tests.fakes.zalo", port) as address:
        zalo = FakeZalo(address)
        try:
            yield zalo
        finally:
            zalo.close()
