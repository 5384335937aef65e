"""What can go wrong with Zalo's tokens.

::

    BackendUnavailable
    ├── ZaloNotSetUp     zalo.not_set_up     nobody has given consent yet
    ├── ZaloTokenDead    zalo.token_dead     consent must be given again
    └── ZaloBusy         zalo.busy           Zalo does not answer; later it may
"""

from __future__ import annotations

from knowledge_base.errors import BackendUnavailable


class ZaloNotSetUp(BackendUnavailable):
    """There are no credentials, or no tokens: run ``motcua channels setup zalo``."""

    code = "zalo.not_set_up"


class ZaloTokenDead(BackendUnavailable):
    """Zalo has refused the refresh token for good: run ``motcua channels setup zalo``."""

    code = "zalo.token_dead"


class ZaloBusy(BackendUnavailable):
    """Zalo did not answer, or was too busy to."""

    code = "zalo.busy"
