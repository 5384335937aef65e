"""500 conversations with personal numbers in every position; then nothing holds one in clear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.e2e.citizens import Citizen, OnRest, OnTelegram, OnWeb, OnZalo
from tests.e2e.city import City, city

pytestmark = pytest.mark.e2e
CONVERSATIONS = 500
# First in a message, last, inside, alone, glued to a word, twice, in a follow-up, in a code's
# company, in lines of their own: with and without diacritics.
FRAMES = (
    "{} là số của em, làm khai sinh cần gì",
    "em cần làm khai sinh, gọi em số {} nha",
    "làm khai sinh cần gì, em ở q1 ({}) ạ",
    "{}",
    "số em:{}.còn lệ phí?",
    "sdt{} lam ho chieu bao lau",
    "cccd {} bi mat lam lai sao",
    "tra giúp hồ sơ, em tên Lan,\n{}\ncảm ơn",
    "{0} hoặc {0} cũng được, đăng ký kết hôn ở đâu",
    "1.001193 {} lệ phí",
)
# How phones and identity numbers are written; `{}` digits are drawn by number of conversation.
SHAPES = (
    "09{0:08}",
    "03{0:08}",
    "+849{0:08}",
    "84 9{0:08}",
    "079{0:09}",
    "079 {1} {2} {3}",
    "0912.{1}.{2}",
    "09 1{1} {2} 4",
    "(028) 38{0:06}",
    "001-{0:09}",
)
# So many digits in a row, signs between them or not, are the number again.
_LEAST = 9
# Moments in Unix seconds have long fractions, in which any nine digits may come by chance.
_MOMENT = re.compile(rb"\b1[6-9]\d{8}(\.\d+)?\b")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    with city(tmp_path_factory.mktemp("numbers")) as running:
        yield running


def test_no_number_of_500_conversations_is_kept_in_clear(town: City):
    numbers = [personal_number(index) for index in range(CONVERSATIONS)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda item: converse(town, *item), enumerate(numbers)))
    wanted = {digits_of(number)[-_LEAST:] for number in numbers}
    assert len(wanted) == CONVERSATIONS
    found = {
        (path.name, number)
        for path in town.stack.state.rglob("*")
        if path.is_file() and "index" not in path.parts
        for number in digits_in(path.read_bytes()) & wanted
    }
    assert found == set()
    metrics = httpx.get(f"{town.stack.api}/health", timeout=20).text
    assert digits_in(metrics.encode()) & wanted == set()


def test_the_scan_finds_a_number(tmp_path: Path):
    (tmp_path / "a").write_text("ok 0912.345.678, 079 099 012 345")
    assert {"912345678", "099012345"} <= digits_in((tmp_path / "a").read_bytes())


def converse(town: City, index: int, number: str) -> None:
    """Two turns on one of the channels; the second keeps to the subject."""
    with closing(citizen_of(town, index)) as person:
        person.say(FRAMES[index % len(FRAMES)].format(number))
        person.say(f"vậy lệ phí bao nhiêu, số em {number}")


def citizen_of(town: City, index: int) -> Citizen:
    """Each channel has a quarter of the conversations, and every frame and shape."""
    kind = (OnZalo, OnTelegram, OnWeb, OnRest)[index // len(FRAMES) % 4]
    if kind in (OnZalo, OnTelegram):
        return kind(town, 510_000 + index)  # type: ignore[call-arg]
    return kind(town)  # type: ignore[call-arg]


def personal_number(index: int) -> str:
    """The number of one conversation, unlike all others in its last nine digits."""
    drawn = 23_456_789 + index * 104_729 % 60_000_000
    digits = f"{drawn:09}"
    shape = SHAPES[index // 7 % len(SHAPES)]
    return shape.format(drawn, digits[:3], digits[3:6], digits[6:])


def digits_of(text: str) -> str:
    """Only the digits of ``text``."""
    return re.sub(r"\D", "", text)


def digits_in(content: bytes) -> set[str]:
    """Every nine digits in a row, with at most two signs between any two."""
    runs = re.findall(rb"\d(?:[\s.\-()]{0,2}\d){8,}", _MOMENT.sub(b"", content))
    plain = (re.sub(rb"\D", b"", run).decode() for run in runs)
    return {run[at : at + _LEAST] for run in plain for at in range(len(run) - _LEAST + 1)}
