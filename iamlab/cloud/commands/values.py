"""Values with a structure: JSON, or the shorthand of the CLI (`Key=team,Value=orders`, `Objects=[{Key=a},{Key=b}]`)."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from iamlab.cloud.commands.model import Command, UnreadableCommand
from iamlab.cloud.field_rules import tag_problems
from iamlab.cloud.resources import Tags

Value = str | list["Value"] | dict[str, "Value"]
_DEEPEST = 10


def structures(command: Command, option: str, example: str) -> list[Mapping[str, Value]]:
    """The structures of an option that takes several; all of them may also stand in one JSON list."""
    texts = command.values(option)
    found: list[Value] = []
    for text in texts:
        read = value_of(option, text, example)
        found += read if isinstance(read, list) else [read]
    return [_mapping(option, each, example) for each in found]


def structure(command: Command, option: str, example: str) -> Mapping[str, Value]:
    """The structure of an option that takes one; empty where it was not given."""
    text = command.value(option)
    return _mapping(option, value_of(option, text, example), example) if text else {}


def texts(mapping: Mapping[str, Value], option: str, example: str) -> dict[str, str]:
    """A structure whose values are all texts."""
    found = {key: value for key, value in mapping.items() if isinstance(value, str)}
    if len(found) < len(mapping):
        raise _unreadable(option, "holds more than texts", example)
    return found


def tags(command: Command, option: str = "tags") -> Tags:
    """Tags: `Key=team,Value=orders`, several with blanks between them, or a JSON list of them."""
    example = "Key=team,Value=orders"
    return checked_tags((_pair(option, tag, example) for tag in structures(command, option, example)), option)


def named_tags(command: Command) -> Tags:
    """Tags by their keys, as Lambda and SQS take them: `team=orders,env=prod`."""
    given = texts(structure(command, "tags", "team=orders"), "tags", "team=orders")
    return checked_tags(given.items(), "tags")


def pairs(listed: Sequence[Value], option: str, example: str) -> Tags:
    """Tags within a structure."""
    return checked_tags((_pair(option, _mapping(option, each, example), example) for each in listed), option)


def checked_tags(given: Iterable[tuple[str, str]], option: str) -> Tags:
    """Tags as they were given. Raises UnreadableCommand where AWS would take none such, or one of them twice."""
    found = tuple(given)
    for problem in tag_problems(found):
        raise UnreadableCommand(f"`--{option}`: {problem.message}", problem.help)
    return found


def _pair(option: str, tag: Mapping[str, Value], example: str) -> tuple[str, str]:
    key, value = tag.get("Key"), tag.get("Value")
    if not isinstance(key, str) or not isinstance(value, str) or not key:
        raise UnreadableCommand(f"`--{option}` holds what is no tag", f"Write `--{option} {example}`.")
    return key, value


def value_of(option: str, text: str, example: str) -> Value:
    """JSON where the text begins as such, else shorthand. What lies in a file is not read."""
    if text.startswith(("file://", "fileb://")):
        message = f"`--{option}` decides what is asked for, and `{text}` is not read here"
        raise UnreadableCommand(message, f"Write the value itself: `--{option} {example}`.")
    if text.lstrip().startswith(("{", "[")):
        try:
            return _plain(json.loads(text), 0)
        except (ValueError, RecursionError) as error:
            raise _unreadable(option, "is not JSON", example) from error
    return _Shorthand(option, text, example).read()


def _plain(found: object, depth: int) -> Value:
    """JSON with its numbers and truth values as texts. Raises ValueError for what is nested too deep."""
    if depth > _DEEPEST:
        raise ValueError
    match found:
        case dict():
            return {str(key): _plain(value, depth + 1) for key, value in found.items()}
        case list():
            return [_plain(each, depth + 1) for each in found]
        case str():
            return found
    return json.dumps(found)


def _mapping(option: str, value: Value, example: str) -> Mapping[str, Value]:
    if not isinstance(value, dict):
        raise _unreadable(option, "is no JSON object and no `Name=value`", example)
    return value


def _unreadable(option: str, what: str, example: str) -> UnreadableCommand:
    return UnreadableCommand(f"the value of `--{option}` {what}", f"Write `--{option} {example}`.")


class _Shorthand:
    """Reads the shorthand from left to right."""

    def __init__(self, option: str, text: str, example: str) -> None:
        self._text, self._at = text, 0
        self._error = _unreadable(option, f"cannot be read: `{text}`", example)

    def read(self) -> Value:
        """The structure that the whole text is."""
        found = self._fields("", 0)
        if self._at < len(self._text):
            raise self._error
        return found

    def _fields(self, end: str, depth: int) -> dict[str, Value]:
        """`name=value` with commas between; values without a name go to the last name, as a list."""
        found: dict[str, Value] = {}
        name = ""
        while True:
            word = self._word()
            if self._take("="):
                name = word
                found[name] = self._value(depth)
            elif name:
                before = found[name]
                found[name] = [*(before if isinstance(before, list) else [before]), word]
            else:
                raise self._error
            if not self._take(","):
                break
        if end and not self._take(end):
            raise self._error
        return found

    def _value(self, depth: int) -> Value:
        if depth > _DEEPEST:
            raise self._error
        if self._take("{"):
            return self._fields("}", depth + 1)
        if not self._take("["):
            return self._word()
        found = list(self._items(depth + 1))
        if not self._take("]"):
            raise self._error
        return found

    def _items(self, depth: int) -> Iterator[Value]:
        while not self._text.startswith("]", self._at):
            yield self._value(depth)
            if not self._take(","):
                return

    def _word(self) -> str:
        """What stands up to the next sign, or in quotation marks."""
        self._blanks()
        start = self._at
        quote = self._text[start : start + 1]
        if quote and quote in "\"'":
            end = self._text.find(quote, start + 1)
            if end < 0:
                raise self._error
            self._at = end + 1
            return self._text[start + 1 : end]
        while self._at < len(self._text) and self._text[self._at] not in ",]}" and not self._ends_a_name(start):
            self._at += 1
        return self._text[start : self._at].rstrip()

    def _ends_a_name(self, start: int) -> bool:
        """An equals sign ends a name; in a value it is a sign like others."""
        return self._text[self._at] == "=" and self._text[start - 1 : start] != "="

    def _take(self, sign: str) -> bool:
        self._blanks()
        if not self._text.startswith(sign, self._at):
            return False
        self._at += len(sign)
        return True

    def _blanks(self) -> None:
        while self._text.startswith(" ", self._at):
            self._at += 1
