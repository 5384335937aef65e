"""Every error has its own stable code, and the tree in the docstring is the real one."""

import re

import knowledge_base.errors as errors


def tree(cls: type) -> list[type]:
    return [cls, *(item for child in cls.__subclasses__() for item in tree(child))]


def own_errors() -> list[type]:
    return [item for item in tree(errors.MotcuaError) if item.__module__ == errors.__name__]


def test_codes_are_unique():
    codes = [item.code for item in own_errors()]
    assert len(set(codes)) == len(codes)


def test_the_docstring_draws_every_error_with_its_code():
    lines = re.findall(r"^ {4}[\s│├└─]*([A-Z]\w+) +(\S+)$", errors.__doc__, re.M)
    drawn = dict(lines)
    assert drawn == {item.__name__: item.code for item in own_errors()}


def test_messages_for_citizens_are_vietnamese_sentences():
    for item in own_errors():
        assert item.message_vi.endswith("."), item
        assert re.search(r"[àáạảãâăđêôơưừếệộầấ]", item.message_vi.lower()), item
