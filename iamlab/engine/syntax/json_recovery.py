"""Going on where a separator is missing or wrong, as far as it is clear what was meant."""

from iamlab.engine.syntax import json_mistakes as mistakes
from iamlab.engine.syntax.json_cursor import Cursor
from iamlab.engine.syntax.json_node import Scalar
from iamlab.engine.syntax.json_tokens import QUOTES, TYPOGRAPHIC_QUOTE, flawed_key, flawed_scalar

_MARKS = frozenset('"{}[],:') | {""}


def recover_key(cursor: Cursor) -> str | None:
    """Reads a key that is not in double quotes; None where there is only a comma, which is then reported."""
    char = cursor.char
    if char == ",":
        cursor.report(mistakes.EXTRA_COMMA, cursor.at, cursor.at + 1)
        return None
    if char == "{":
        cursor.stop(mistakes.OBJECT_WITHOUT_KEY, cursor.at, cursor.at + 1)
    token = flawed_key(cursor.text, cursor.at) if char else None
    return cursor.accept(token) if token else cursor.give_up("a key in double quotes")


def recover_scalar(cursor: Cursor) -> Scalar:
    """Reads what stands where a value is expected and is none."""
    if not cursor.openers:
        cursor.stop(mistakes.NOT_A_DOCUMENT, cursor.at, cursor.at + 1)
    token = flawed_scalar(cursor.text, cursor.at) if cursor.char else None
    return cursor.accept(token) if token else cursor.give_up("a value")


def bridge_colon(cursor: Cursor, key: str, start: int, end: int) -> bool:
    """Goes on after a key without a colon; returns whether a value follows."""
    char = cursor.char
    if char == "=":
        written = "=>" if cursor.text.startswith("=>", cursor.at) else "="
        cursor.report(mistakes.equals_sign(written), cursor.at, cursor.at + len(written))
        cursor.at += len(written)
        return True
    if char in (",", "}"):
        # A quote that is missing at the end of the key is reported already, and the value may stand in that text.
        if cursor.text[start] != '"' or cursor.text[end - 1] == '"':
            cursor.report(mistakes.missing_value_of(key), start, end)
        return False
    _stop_if_text_goes_on(cursor, start, end)
    if not _begins_a_value(char):
        cursor.give_up("`:` after this key")
    cursor.report(mistakes.MISSING_COLON, end, end)
    return True


def bridge_comma(cursor: Cursor, item_end: int, closer: str) -> str:
    """Goes on after an item without a comma; returns the first character of the next item."""
    char = cursor.char
    if char == ";":
        cursor.report(mistakes.SEMICOLON, cursor.at, cursor.at + 1)
        cursor.at += 1
        return cursor.skip()
    if char == ":" and closer == "]":
        cursor.stop(mistakes.KEY_IN_ARRAY, cursor.at, cursor.at + 1)
    _stop_if_text_goes_on(cursor, cursor.text.rfind('"', 0, item_end - 1), item_end)
    if not _begins_a_value(char):
        cursor.give_up(f"`,` or `{closer}`")
    if closer == "]" or char not in "{[":
        cursor.report(mistakes.MISSING_COMMA, item_end, item_end)
    return char


def _stop_if_text_goes_on(cursor: Cursor, start: int, end: int) -> None:
    """Stops if more follows the text from `start` to `end` immediately: its closing quote was not meant to be one."""
    text = cursor.text[start + 1 : end - 1]
    if cursor.at > end or cursor.text[end - 1] != '"' or cursor.char in _MARKS:
        return
    if curly := TYPOGRAPHIC_QUOTE.search(text):
        at = start + 1 + curly.start()
        cursor.stop(mistakes.typographic_quote(curly[0]), at, at + 1)
    if text.rstrip().endswith(":"):
        cursor.stop(mistakes.missing_key_quote(text), start, end)
    cursor.stop(mistakes.UNESCAPED_QUOTE, end - 1, end)


def _begins_a_value(char: str) -> bool:
    return char != "" and (char.isalnum() or char in '"{[-' or char in QUOTES)
