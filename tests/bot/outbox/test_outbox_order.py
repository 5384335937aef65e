"""An order as the worker hands it over; masks and what stands behind them."""

import pytest

from bot.channels.outbox.order import Order

BODY = {
    "id": 7,
    "attempt": 1,
    "person": "telegram:8801",
    "intent": "notify",
    "entities": {"outbox": "7", "words": "Lúc [[time]] ở [[place]]"},
    "reveal": {"[[time]]": "08:30", "[[place]]": "[[time]] <b>Quầy 3</b>"},
}


def test_masks_are_replaced_everywhere_and_once():
    order = Order.of(BODY)
    said = {
        "text": "Lúc [[time]] ở [[place]]; [[other]]",
        "buttons": [{"title": "[[time]]", "payload": "/choose"}],
        "custom": None,
    }
    assert order.revealed(said) == {
        # What a value holds is no mask, even if it looks like one.
        "text": "Lúc 08:30 ở [[time]] <b>Quầy 3</b>; [[other]]",
        "buttons": [{"title": "08:30", "payload": "/choose"}],
        "custom": None,
    }


def test_the_channel_is_in_the_name_of_the_person():
    assert Order.of(BODY).channel == "telegram"


@pytest.mark.parametrize("body", [None, [], {}, "x", {**BODY, "id": "x"}, {**BODY, "entities": []}])
def test_what_is_no_order(body: object):
    with pytest.raises(ValueError, match=r"order|invalid literal"):
        Order.of(body)
