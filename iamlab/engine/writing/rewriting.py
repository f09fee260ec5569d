"""A policy written another way that means the same: laid out anew, or with its wildcards spelt out."""

from dataclasses import dataclass

from iamlab.engine.catalog import expand_action
from iamlab.engine.syntax.diagnostics import in_backticks
from iamlab.engine.syntax.json_node import JsonNode
from iamlab.engine.syntax.json_reader import read_json
from iamlab.engine.writing.completing import within_statement
from iamlab.engine.writing.scanning import Word, words_of

MOST_EXPANDED, MOST_WRITTEN = 150, 600
"""The most actions in place of one pattern, and of all patterns at once."""

_WIDTH = 78


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The text afterwards, and in a sentence what was done or why nothing was."""

    text: str
    said: str


def format_policy(text: str) -> Rewritten:
    """Lay a policy out: two spaces a level, a short object or list of texts on one line. Spelling is kept.

    A text that is not JSON is left alone.
    """
    reading = read_json(text)
    if reading.value is None or reading.diagnostics:
        return Rewritten(text, "Mend the error first: a text that is not JSON can't be laid out.")
    laid_out = _laid_out(reading.value, text, 0)
    return Rewritten(laid_out, "It is laid out already." if laid_out == text else "Laid out.")


def expand_wildcards(text: str, caret: int | None = None) -> Rewritten:
    """Write the actions that a pattern such as `s3:Get*` covers in its place.

    Of the pattern at the offset `caret` where there is one, else of all patterns. `*`, whatever covers more than
    MOST_EXPANDED actions and what comes after MOST_WRITTEN of them are left as they are, and the sentence says so.
    """
    patterns = [word for word in words_of(text) if _is_pattern(word)]
    chosen = [word for word in patterns if caret is not None and word.start - 1 <= caret <= word.end + 1] or patterns
    if not chosen:
        return Rewritten(text, "No action here has a wildcard.")
    pieces, end, done, left = [], 0, 0, []
    for number, word in enumerate(chosen):
        names = () if word.text == "*" else expand_action(word.text)
        if not 0 < len(names) <= MOST_EXPANDED:
            left.append(word.text)
        elif done + len(names) <= MOST_WRITTEN:
            pieces += [text[end : word.start - 1], _written_out(text, word, names)]
            end, done = word.end + 1, done + len(names)
        else:
            return Rewritten("".join(pieces) + text[end:], _told(done, left, len(chosen) - number))
    return Rewritten("".join(pieces) + text[end:], _told(done, left, 0))


def _told(done: int, left: list[str], not_reached: int) -> str:
    said = [f"Wrote out {done} action{'s' if done > 1 else ''}."] if done else []
    if left:
        shown = ", ".join(map(in_backticks, left[:3]))
        said.append(f"Left {shown} as it is: it covers no action, or more than {MOST_EXPANDED}.")
    if not_reached:
        patterns = f"{not_reached} pattern{'s' if not_reached > 1 else ''}"
        said.append(f"Press again for {patterns} more: at most {MOST_WRITTEN} actions are written at once.")
    return " ".join(said)


def _is_pattern(word: Word) -> bool:
    found = within_statement(word.path)
    if word.is_key or not word.closed or found is None or found[1][:1] not in (("Action",), ("NotAction",)):
        return False
    return "*" in word.text or "?" in word.text


def _written_out(text: str, word: Word, names: tuple[str, ...]) -> str:
    """What stands in place of a pattern: its names, on lines of their own where the pattern has one."""
    start = word.start - 1
    line = text[text.rfind("\n", 0, start) + 1 : start]
    listed = isinstance(word.path[-1], int)
    quoted = [f'"{name}"' for name in names]
    if listed and not line.strip():
        return f",\n{line}".join(quoted)
    joined = ", ".join(quoted)
    return joined if listed or len(names) == 1 else f"[{joined}]"


def _laid_out(node: JsonNode, text: str, depth: int) -> str:
    parts = _parts(node, text, depth + 1)
    if parts is None:
        return text[node.start : node.end]
    opening, closing = ("{", "}") if node.kind == "object" else ("[", "]")
    if not parts:
        return opening + closing
    space = " " if node.kind == "object" else ""
    one_line = f"{opening}{space}{', '.join(parts)}{space}{closing}"
    if _is_flat(node) and len(one_line) + 2 * depth + 16 <= _WIDTH:
        return one_line
    inner = "  " * (depth + 1)
    return f"{opening}\n{inner}" + f",\n{inner}".join(parts) + f"\n{'  ' * depth}{closing}"


def _parts(node: JsonNode, text: str, depth: int) -> list[str] | None:
    if node.kind == "object":
        return [
            f"{text[member.key_start : member.key_end]}: {_laid_out(member.node, text, depth)}"
            for member in node.members
        ]
    return [_laid_out(item, text, depth) for item in node.items] if node.kind == "array" else None


def _is_flat(node: JsonNode) -> bool:
    """Whether an object or a list may stand on one line: it holds no object, and an object no second list."""
    inner = [member.node for member in node.members] or list(node.items)
    if node.kind == "object" and len(inner) > 1:
        return False
    return all(each.kind not in ("object", "array") or (each.kind == "array" and _is_flat(each)) for each in inner)
