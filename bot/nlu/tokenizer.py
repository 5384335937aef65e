"""Split messages into Vietnamese words instead of syllables."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.text_repair import COMMAND_PREFIX
from bot.nlu.words import split_words
from knowledge_base.text.fold import fold

_NUMBER = re.compile(r"\d+")
# Vietnamese has no z, so no word is taken for a number.
_DIGIT, _LONGEST_SHAPE = "z", 3


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class UnderthseaTokenizer(Tokenizer):
    """Tokens are underthesea's words; a token's lemma is its folded form, one piece.

    "khai sinh" becomes the lemma ``khai_sinh``. Sparse featurizers read lemmas, so they
    do not care whether the person typed diacritics. Of a number only its length is kept
    (``h29`` → ``hzz``, ``0900000123`` → ``zzz``): which digits stand in a telephone
    number or a dossier's code says nothing of what is wanted.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Options that Rasa's base class asks for."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @staticmethod
    def supported_languages() -> list[str] | None:
        """Vietnamese alone."""
        return ["vi"]

    @staticmethod
    def required_packages() -> list[str]:
        """Checked by Rasa before training."""
        return ["underthesea"]

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Return the tokens of one attribute; a button's command stays in one piece."""
        text: str = message.get(attribute)
        if text.startswith(COMMAND_PREFIX):
            return [Token(text, 0)]
        return [Token(word.text, word.start, lemma=_lemma(word.text)) for word in split_words(text)]


def _lemma(word: str) -> str:
    return _NUMBER.sub(_shape, "_".join(fold(word).split()))


def _shape(number: re.Match[str]) -> str:
    return _DIGIT * min(len(number[0]), _LONGEST_SHAPE)
