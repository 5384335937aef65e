import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.tokenizer import UnderthseaTokenizer
from bot.nlu.words import split_words

TEXTS = [
    "Cho em hỏi, làm giấy khai sinh ở đâu ạ? mã 1.001193",
    "lệ phí 50.000đ... bao lâu có!!",
    "cho em hoi lam giay khai sinh",
    "(CT01) – tạm trú / tạm vắng",
    "😀 xin chào 😀",
]


@pytest.fixture(scope="module")
def tokenizer() -> UnderthseaTokenizer:
    return UnderthseaTokenizer(UnderthseaTokenizer.get_default_config())


@pytest.mark.parametrize("text", TEXTS)
def test_every_word_stands_where_it_says(text: str):
    words = split_words(text)
    assert words
    for word in words:
        assert text[word.start : word.start + len(word.text)] == word.text
    starts = [word.start for word in words]
    assert starts == sorted(starts)


@pytest.mark.parametrize("text", TEXTS[:4])
def test_no_letter_or_digit_is_lost(text: str):
    kept = "".join(word.text for word in split_words(text))
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


def test_words_keep_their_syllables_together(tokenizer: UnderthseaTokenizer):
    tokens = tokenizer.tokenize(Message({TEXT: "đăng ký khai sinh"}), TEXT)
    assert "khai_sinh" in [token.lemma for token in tokens]


def test_lemmas_do_not_see_diacritics(tokenizer: UnderthseaTokenizer):
    tokens = tokenizer.tokenize(Message({TEXT: "Lệ phí bao nhiêu"}), TEXT)
    assert all(token.lemma.isascii() and token.lemma.islower() for token in tokens)


@pytest.mark.parametrize(
    ("typed", "lemma"),
    [("3", "z"), ("0900000123", "zzz"), ("h29", "hzz"), ("1.001193", "z.zzz")],
)
def test_of_a_number_only_the_length_stays(tokenizer: UnderthseaTokenizer, typed: str, lemma: str):
    assert [token.lemma for token in tokenizer.tokenize(Message({TEXT: typed}), TEXT)] == [lemma]


@pytest.mark.parametrize("text", ["😀", "?", ""])
def test_there_is_always_one_token(tokenizer: UnderthseaTokenizer, text: str):
    assert [token.text for token in tokenizer.tokenize(Message({TEXT: text}), TEXT)] == [text]


def test_a_command_is_one_token(tokenizer: UnderthseaTokenizer):
    command = '/choose{"code":"1.001193"}'
    assert [t.text for t in tokenizer.tokenize(Message({TEXT: command}), TEXT)] == [command]
