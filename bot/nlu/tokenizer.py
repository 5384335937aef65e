"""Split messages into Vietnamese words instead of syllables."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.text_repair import COMMAND_PREFIX
from bot.nlu.words import split_words
from knowledge_base.text.fold import fold


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class UnderthseaTokenizer(Tokenizer):
    """Tokens are underthesea's words; a token's lemma is its folded form, one piece.

    "khai sinh" becomes the lemma ``khai_sinh``. Sparse featurizers read lemmas, so they
    do not care whether the person typed diacritics.
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
        return [
            Token(word.text, word.start, lemma="_".join(fold(word.text).split()))
            for word in split_words(text)
        ]
