"""A messaging channel as Rasa sees it: routes in, one output, a worker between."""

from __future__ import annotations

import logging
import os
from abc import abstractmethod
from pathlib import Path
from typing import Any, Awaitable, Callable, Dict, Optional

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from api.client import ClientSettings
from api.client.inbox import InboxApi, PeopleApi, SwitchApi
from api.client.media import MediaApi
from api.client.wire import Wire
from bot.channels.base.answered import answered
from bot.channels.base.attachments import Attachments
from bot.channels.base.merging import Heard
from bot.channels.base.output import MessagingOutput
from bot.channels.base.receiver import Receiver
from bot.channels.base.sent import SentNotes
from bot.channels.base.worker import Worker
from bot.channels.channel import MessagingChannel

logger = logging.getLogger(__name__)
OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


# A large file takes a while to hand over, and to draw anew.
_MEDIA_TIMEOUT_S = 15.0


class MessagingInput(InputChannel):
    """Base of the classes that ``credentials.yml`` names: a channel that messages go out by."""

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> InputChannel:
        """Credentials come from the environment, so that no file holds a secret."""
        return cls()

    @classmethod
    @abstractmethod
    def make(cls) -> MessagingChannel:
        """The platform, configured from the environment."""

    def __init__(self) -> None:
        self._channel = self.make()

    @property
    def messaging(self) -> MessagingChannel:
        """The platform."""
        return self._channel

    def get_output_channel(self) -> OutputChannel:
        """For what is said without being asked; nobody will tell it where a turn ends."""
        return MessagingOutput(self._channel, gathers=False)


class RasaMessagingChannel(MessagingInput):
    """A channel that messages also come in by.

    Routes: ``POST /webhooks/<name>/webhook`` takes events, ``GET`` answers 200 for the
    platform's own checks.
    """

    def __init__(self) -> None:
        super().__init__()
        settings = ClientSettings.from_environment()
        self._wire = Wire(settings.base_url, settings.token, settings.timeout)
        self._media_wire = Wire(settings.base_url, settings.token, _MEDIA_TIMEOUT_S)
        self._inbox = InboxApi(self._wire)
        state = Path(os.environ.get("MOTCUA_STATE_DIR", "var"))
        self._sent = SentNotes(state / "sent" / f"{self._channel.name}.txt")

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Routes, and the worker that lives as long as the server."""
        blueprint = Blueprint(f"motcua_{self._channel.name}", __name__)
        listen = self._listener(on_new_message, blueprint)
        worker = Worker(
            self._channel,
            self._inbox,
            PeopleApi(self._wire),
            SwitchApi(self._wire),
            listen,
            Attachments(self._channel, MediaApi(self._media_wire)),
        )
        receiver = Receiver(self._channel, self._inbox, worker.wake)

        @blueprint.get("/webhook", name="check")
        async def check(request: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @blueprint.post("/webhook", name="receive")
        async def receive(request: Request) -> HTTPResponse:
            return await receiver.receive(request)

        @blueprint.listener("after_server_start")
        async def start(app: Sanic, loop: Any) -> None:
            blueprint.ctx.app = app
            if self._channel.is_configured:
                self._sent.open()
                await self._channel.start()
                worker.start()

        @blueprint.listener("before_server_stop")
        async def stop(app: Sanic, loop: Any) -> None:
            await worker.stop()
            self._sent.close()
            await self._channel.close()
            await self._wire.close()
            await self._media_wire.close()

        return blueprint

    def _listener(
        self, on_new_message: OnNewMessage, blueprint: Blueprint
    ) -> Callable[[str, Heard, bool], Awaitable[None]]:
        async def listen(person: str, heard: Heard, again: bool) -> None:
            if again and heard.keys[0] in self._sent:
                return
            output = MessagingOutput(self._channel)
            before = await answered(blueprint.ctx.app, person, heard) if again else None
            if before is None:
                await self._channel.show_waiting(person)
                await on_new_message(self._message(person, heard, output))
            else:
                # Heard, but perhaps not told: rather twice than never.
                logger.warning("%s: an answer is sent again", self._channel.name)
                for response in before:
                    await output.send_response(person, response)
            await output.flush(person)
            self._sent.add(heard.keys[0])

        return listen

    def _message(self, person: str, heard: Heard, output: OutputChannel) -> UserMessage:
        metadata: Dict[str, Any] = {
            "received_at": heard.occurred_at,
            "event_keys": list(heard.keys),
        }
        if heard.data:
            metadata["data"] = heard.data
        return UserMessage(
            text=heard.text,
            output_channel=output,
            sender_id=person,
            input_channel=self._channel.name,
            message_id=heard.keys[0],
            metadata=metadata,
        )
