"""The mistakes people make in JSON: what each is called and what to do about it."""

import unicodedata
from dataclasses import dataclass

from iamlab.engine.syntax.diagnostics import in_backticks


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, in one lower-case sentence, and what to do about it."""

    message: str
    help: str
    code: str = "JSON_SYNTAX_ERROR"


EMPTY = Mistake(
    "the document is empty",
    "Begin with `{`: a policy is one JSON object.",
    "EMPTY_DOCUMENT",
)
TOO_MANY_DIGITS = Mistake(
    "this number has more digits than can be read",
    "Write a shorter number, or put it in double quotes.",
)
BYTE_ORDER_MARK = Mistake(
    "the text starts with an invisible byte order mark",
    "Delete the first character, or save the file as UTF-8 without a byte order mark.",
)
COMMENT = Mistake(
    "this is a comment, and JSON has none",
    "Remove it. What a statement is for can go into its `Sid`.",
)
TRAILING_COMMA = Mistake(
    "this `,` has nothing after it",
    "Remove the comma: in JSON it only stands between two items.",
)
EXTRA_COMMA = Mistake(
    "this `,` has nothing before it",
    "Remove the comma, or write the missing item in front of it.",
)
MISSING_COMMA = Mistake(
    "expected `,` after this value",
    "Put a comma here: JSON separates items with `,`.",
)
SEMICOLON = Mistake(
    "expected `,` after this value, found `;`",
    "Write `,`: JSON separates items with a comma.",
)
MISSING_COLON = Mistake(
    "expected `:` after this key",
    "Put `:` between the key and its value.",
)
MISSING_VALUE = Mistake(
    "expected a value here",
    "Write a text in double quotes, a list in `[ ]`, an object in `{ }`, a number, `true`, `false` or `null`.",
)
KEY_IN_ARRAY = Mistake(
    "found `:` inside an array",
    "An array in `[ ]` holds values only: write keys and values in `{ }`.",
)
OBJECT_WITHOUT_KEY = Mistake(
    "expected a key, found an object",
    "To give one key several objects, put them into an array: `[ { … }, { … } ]`.",
)
NOT_A_DOCUMENT = Mistake(
    "expected `{` at the beginning of the document",
    "A policy is one JSON object: it begins with `{`, ends with `}` and has its keys in double quotes.",
)
UNESCAPED_QUOTE = Mistake(
    'this `"` ends the text here, and more follows',
    'Write `\\"` for a double quote inside a text.',
)
SECOND_DOCUMENT = Mistake(
    "a second document begins here",
    "A policy is one JSON object: put all statements into the array of one `Statement`.",
)
NOT_IN_BRACES = Mistake(
    "this key stands outside of an object",
    "Put `{` before the first key and `}` after the last value.",
)
NOT_CLOSED_ON_ITS_LINE = Mistake(
    "this text has no closing quote on its line",
    'Add `"` where the text ends. A line break inside a text is written `\\n`.',
)
BAD_UNICODE_ESCAPE = Mistake(
    "`\\u` needs four hexadecimal digits",
    "Write for example `\\u00e9`, or `\\\\u` for a backslash and the letter.",
)


def invisible_character(char: str) -> Mistake:
    """For white space and invisible characters that JSON does not allow between values."""
    name = unicodedata.name(char, "control character").lower()
    return Mistake(
        f"an invisible character stands here: {name} (U+{ord(char):04X})",
        "Delete it. It often comes along when text is copied from a web page or a document.",
    )


def unclosed(opener: str, line: int) -> Mistake:
    """For a text that ends inside the object or array that `opener` on that line begins."""
    closer = "}" if opener == "{" else "]"
    return Mistake(
        f"the text ends while the `{opener}` of line {line} is still open", f"Add `{closer}` where it should end."
    )


def wrong_closer(opener: str, line: int, found: str) -> Mistake:
    """For `}` where an array is open and `]` where an object is open."""
    closer = "}" if opener == "{" else "]"
    return Mistake(
        f"expected `{closer}` to close the `{opener}` of line {line}, found `{found}`",
        f"Write `{closer}`, or add the `{closer}` that is missing before this place.",
    )


def unexpected(char: str, expected: str) -> Mistake:
    """For a character that fits nothing; `expected` names what could stand there."""
    return Mistake(f"expected {expected}, found {in_backticks(char)}", "Remove it, or put it in double quotes as text.")


def text_after_the_end(char: str) -> Mistake:
    """For a character after a complete document."""
    if char == "{":
        return SECOND_DOCUMENT
    if char == ":":
        return NOT_IN_BRACES
    if char in "}]":
        return Mistake(f"this `{char}` closes nothing", "Remove it, or add the opening bracket that it belongs to.")
    return Mistake("the document ended before this place", "Remove what follows: a policy is one JSON object.")


def too_large(length: int, limit: int) -> Mistake:
    """For a text longer than a learner may send."""
    return Mistake(
        f"the text has {length:,} characters, more than the {limit:,} that can be read",
        f"Shorten it by {length - limit:,} characters. AWS refuses longer policy documents, too.",
        "DOCUMENT_TOO_LARGE",
    )


def too_deep(limit: int) -> Mistake:
    """For objects and arrays nested deeper than any policy needs."""
    return Mistake(
        f"objects and arrays are nested more than {limit} levels deep",
        "Take some of the brackets away: a policy needs about six levels.",
        "DOCUMENT_TOO_DEEP",
    )


def duplicate_key(key: str) -> Mistake:
    """For a key that an object already has (G11)."""
    return Mistake(
        f"the key {in_backticks(key)} is already in this object",
        "Keep one of the two: AWS refuses the document, and most JSON readers would ignore the first.",
        "DUPLICATE_KEY",
    )


def missing_value_of(key: str) -> Mistake:
    """For a key that is followed by a comma or by the end of its object."""
    return Mistake(f"the key {in_backticks(key)} has no value", "Write `:` and a value after it, or remove the key.")


def equals_sign(written: str) -> Mistake:
    """For `=` or `=>` between a key and its value."""
    return Mistake(f"expected `:` after this key, found `{written}`", "Write `:` between a key and its value.")


def missing_key_quote(key: str) -> Mistake:
    """For a key whose closing quote is missing, so that it runs on to the quote of the value."""
    meant = key.rstrip(" :")
    return Mistake(f"the key {in_backticks(meant)} has no closing quote", f"Write {_in_double_quotes(meant)}.")


def misquoted(written: str, meant: str) -> Mistake:
    """For text in single, typographic or other quotes."""
    return Mistake(
        f"{in_backticks(written)} is not in straight double quotes",
        f"Write {_in_double_quotes(meant)}: JSON knows no other quotes.",
    )


def typographic_quote(char: str) -> Mistake:
    """For a curly quote where the closing straight one is meant."""
    return Mistake(f"`{char}` does not close the text", 'Write the straight double quote `"` in its place.')


def unquoted(word: str) -> Mistake:
    """For a word without quotes."""
    return Mistake(f"{in_backticks(word)} needs double quotes", f"Write {_in_double_quotes(word)}.")


def misspelt_constant(word: str, meant: str) -> Mistake:
    """For `True` or `None` as other languages write them."""
    return Mistake(f"{in_backticks(word)} is not JSON", f"Write `{meant}`, in lower-case letters.")


def not_a_number(word: str) -> Mistake:
    """For `NaN` and `Infinity`, which other languages read as numbers."""
    return Mistake(f"{in_backticks(word)} is not JSON", "Write a number, or put the word in double quotes.")


def malformed_number(written: str) -> Mistake:
    """For numbers with a leading zero, a `+`, or a bare decimal point."""
    return Mistake(
        f"{in_backticks(written)} is not a JSON number",
        f"Write {_in_double_quotes(written)} if it is text, such as an account ID or a date; "
        "a number has no leading zero, no `+` and a digit on both sides of its point.",
    )


def control_character(char: str) -> Mistake:
    """For a control character inside a text."""
    if char == "\t":
        return Mistake("a tab stands inside this text", "Remove it, or write `\\t`.")
    code = f"{ord(char):04x}"
    return Mistake(
        f"a control character (U+{code.upper()}) stands inside this text", f"Remove it, or write `\\u{code}`."
    )


def bad_escape(escape: str) -> Mistake:
    """For a backslash before a character that it does not go with."""
    doubled = in_backticks("\\" + escape)
    return Mistake(
        f"{in_backticks(escape)} is not a JSON escape",
        f"Write {doubled} for a backslash; if none is meant, remove it.",
    )


def _in_double_quotes(text: str) -> str:
    return in_backticks(f'"{text}"')
