"""Vietnamese capitals and small letters as text for character classes of patterns.

They alternate in Unicode, so no range holds only one kind.
"""

from __future__ import annotations

_LETTERS = [chr(code) for code in range(0x41, 0x1EFA) if chr(code).isalpha()]
UPPER = "".join(letter for letter in _LETTERS if letter.isupper())
LOWER = "".join(letter for letter in _LETTERS if letter.islower())
