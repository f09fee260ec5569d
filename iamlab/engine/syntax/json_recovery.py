"""Going on where a separator is missing or wrong, as far as it is clear what was meant."""

from iamlab.engine.syntax import json_mistakes as mistakes
from iamlab.engine.syntax.json_cursor import Cursor
from iamlab.engine.syntax.json_node import Scalar
from iamlab.engine.syntax.json_tokens import QUOTES, TYPOGRAPHIC_QUOTE, flawed_key, flawed_scalar


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
        cursor.report(mistakes.missing_value_of(key), start, end)
        return False
    _stop_at_typographic_quote(cursor, end)
    if key.rstrip().endswith(":"):
        cursor.stop(mistakes.missing_key_quote(key), start, end)
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
    if char.isalnum() and cursor.at == item_end and cursor.text[item_end - 1] == '"':
        _stop_at_typographic_quote(cursor, item_end)
        cursor.stop(mistakes.UNESCAPED_QUOTE, item_end - 1, item_end)
    if not _begins_a_value(char):
        cursor.give_up(f"`,` or `{closer}`")
    if closer == "]" or char not in "{[":
        cursor.report(mistakes.MISSING_COMMA, item_end, item_end)
    return char


def _stop_at_typographic_quote(cursor: Cursor, end: int) -> None:
    """Stops if the text that ends here was meant to end earlier, at a curly quote."""
    start = cursor.text.rfind('"', 0, end - 1)
    curly = TYPOGRAPHIC_QUOTE.search(cursor.text, start + 1, end)
    if curly:
        cursor.stop(mistakes.typographic_quote(curly[0]), curly.start(), curly.end())


def _begins_a_value(char: str) -> bool:
    return char != "" and (char.isalnum() or char in '"{[-' or char in QUOTES)
