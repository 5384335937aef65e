"""While an officer talks with a citizen, what the citizen writes goes to the officer."""

from bot.handover import processor


def install() -> None:
    """Put it between the mask and the dialogue; twice does no harm."""
    processor.install()
