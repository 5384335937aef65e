"""What can go wrong with Telegram on the command line.

::

    BackendUnavailable
    ├── TelegramAway        telegram.away       no answer, or none that we can read
    └── TelegramRefused     telegram.refused    Telegram does not do what we ask
"""

from __future__ import annotations

from knowledge_base.errors import BackendUnavailable


class TelegramAway(BackendUnavailable):
    """Telegram did not answer, or a server between us did."""

    code = "telegram.away"


class TelegramRefused(BackendUnavailable):
    """Telegram refuses; the text holds its words, never the token."""

    code = "telegram.refused"
