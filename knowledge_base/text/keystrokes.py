"""Read keystrokes of a Vietnamese keyboard that was switched off: Telex and VNI.

``ddang`` and ``d9ang`` were meant as ``đang``. Nothing here decides whether the
result is a word; ``key_slips`` does.
"""

from __future__ import annotations

from typing import NamedTuple

from knowledge_base.text.syllable import with_tone

_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_ROOFED = {"a": "â", "e": "ê", "o": "ô"}
_HOOKED = {"u": "ư", "o": "ơ"}
_VOWELS = frozenset("aăâeêioôơuưy")


class Keyed(NamedTuple):
    """What the keys write, how many of them were marks, and whether one stood inside."""

    text: str
    marks: int
    inside: bool


class _Keyboard:
    """The letters written so far, and the tone to put on them at the end."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.tone = ""
        self.marks = 0

    @property
    def has_vowel(self) -> bool:
        return any(letter in _VOWELS for letter in self.letters)

    def set_tone(self, tone: str) -> bool:
        if self.tone or not self.has_vowel:
            return False
        self.tone = tone
        return self._mark()

    def stroke(self) -> bool:
        """Make the first ``d`` a ``đ``."""
        if not self.letters or self.letters[0] != "d":
            return False
        self.letters[0] = "đ"
        return self._mark()

    def roof(self) -> bool:
        """Put a circumflex on the last vowel that can bear one."""
        return self._change_last(_ROOFED)

    def hook(self) -> bool:
        """Put a horn on ``u`` and ``o``; of ``ua`` the ``u`` bears it, of ``uo`` both."""
        place = self._last_of("uo")
        if place is None or (self.letters[place] == "u" and self._is_glide(place)):
            return False
        if self.letters[place] == "o" and self._is_free_u(place - 1):
            self.letters[place - 1] = "ư"
        self.letters[place] = _HOOKED[self.letters[place]]
        return self._mark()

    def breve(self) -> bool:
        """Make the last ``a`` an ``ă``."""
        return self._change_last({"a": "ă"})

    def written(self) -> str:
        """The letters with the tone where the old spelling has it."""
        letters = "".join(self.letters)
        return with_tone(letters, self.tone) if self.tone else letters

    def _is_free_u(self, place: int) -> bool:
        return place >= 0 and self.letters[place] == "u" and not self._is_glide(place)

    def _is_glide(self, place: int) -> bool:
        return place > 0 and self.letters[place - 1] == "q"

    def _last_of(self, wanted: str) -> int | None:
        for place in range(len(self.letters) - 1, -1, -1):
            if self.letters[place] in wanted:
                return place
        return None

    def _change_last(self, changes: dict[str, str]) -> bool:
        place = self._last_of("".join(changes))
        if place is None:
            return False
        self.letters[place] = changes[self.letters[place]]
        return self._mark()

    def _mark(self) -> bool:
        self.marks += 1
        return True


def read_telex(word: str) -> Keyed | None:
    """Read a lower-case word of letters as Telex; ``None`` when its keys make no sense."""
    board = _Keyboard()
    for char in word:
        if not _press_telex(board, char):
            return None
    return Keyed(board.written(), board.marks, inside=False) if board.marks else None


def _press_telex(board: _Keyboard, char: str) -> bool:
    if char in _TELEX_TONES and board.has_vowel:
        return board.set_tone(_TELEX_TONES[char])
    if char == "w":
        return _press_w(board)
    if char == "d" and board.letters[:1] == ["d"] and (board.has_vowel or len(board.letters) == 1):
        return board.stroke()
    if char in _ROOFED and board.letters and board.letters[-1] == char:
        return board.roof()
    board.letters.append(char)
    return True


def _press_w(board: _Keyboard) -> bool:
    """Telex's ``w``: a horn, a breve after ``a`` alone, an ``ư`` of its own after a consonant."""
    if not board.has_vowel:
        board.letters.append("ư")
        return board._mark()
    joined = "".join(board.letters)
    wants_breve = "a" in joined and not joined.endswith("ua") and "u" not in joined
    if wants_breve or joined.startswith("qua") or joined.endswith("oa"):
        return board.breve()
    return board.hook()


def read_vni(word: str) -> Keyed | None:
    """Read a lower-case word of letters and digits as VNI; ``None`` when it makes no sense."""
    board = _Keyboard()
    inside = False
    for place, char in enumerate(word):
        if not char.isdigit():
            board.letters.append(char)
            continue
        inside = inside or not word[place:].isdigit()
        if not _press_vni(board, char):
            return None
    return Keyed(board.written(), board.marks, inside) if board.marks else None


def _press_vni(board: _Keyboard, char: str) -> bool:
    if char in _VNI_TONES:
        return board.set_tone(_VNI_TONES[char])
    presses = {"6": board.roof, "7": board.hook, "8": board.breve, "9": board.stroke}
    return char in presses and presses[char]()
