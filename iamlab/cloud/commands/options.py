"""The options that a command has, and its words sorted out by them: an option takes no more words than it can."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from iamlab.cloud.commands.model import Command, UnreadableCommand, listed
from iamlab.cloud.names import REGION
from iamlab.engine import closest

_FILE = Path(__file__).with_name("options.toml")


class Takes(Enum):
    """How many values an option takes; the letters are those of `options.toml`."""

    ONE = ""
    NONE = "?"
    ONE_OR_NONE = "~"
    TWO = "+"
    SEVERAL = "*"


@dataclass(frozen=True, slots=True)
class Spec:
    """What a command takes: its options, those that it cannot do without, and words that stand by themselves.

    A word in `[brackets]` may be left out.
    """

    options: Mapping[str, Takes]
    needed: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def needed_words(self) -> tuple[str, ...]:
        """The words that may not be left out."""
        return tuple(word for word in self.words if not word.startswith("["))


GLOBAL: Mapping[str, Takes] = {
    **dict.fromkeys(("ca-bundle", "cli-binary-format", "cli-connect-timeout", "cli-read-timeout", "color",
                     "endpoint-url", "output", "profile", "query", "region"), Takes.ONE),
    **dict.fromkeys(("cli-auto-prompt", "debug", "no-cli-auto-prompt", "no-cli-pager", "no-paginate",
                     "no-sign-request", "no-verify-ssl"), Takes.NONE),
}  # fmt: skip
"""Options that every command has, before the service or after; of these, the region says something of the request."""

_UNREAD = {
    "cli-input-json": "Write each value as an option of its own.",
    "cli-input-yaml": "Write each value as an option of its own.",
    "generate-cli-skeleton": "It prints a form to fill in, and makes no request. Leave it out.",
    "no-sign-request": "Leave it out, or ask in the request form as `anonymous`: without a signature nobody asks.",
    "version": "It prints the version of the CLI, and makes no request. Leave it out.",
}

_EXAMPLES = {
    "action": "lambda:InvokeFunction",
    "assume-role-policy-document": "file://trust.json",
    "bucket": "reports",
    "copy-source": "reports/q1.csv",
    "delete": "'Objects=[{Key=q1.csv}]'",
    "function-name": "orders",
    "group-name": "developers",
    "image-id": "ami-0abc1234def567890",
    "instance-ids": "i-0123456789abcdef0",
    "instance-profile-name": "web",
    "item": """'{"id": {"S": "17"}}'""",
    "key": "q1.csv",
    "key-id": "1234abcd-12ab-34cd-56ef-1234567890ab",
    "message-body": "hello",
    "permissions-boundary": "arn:aws:iam::aws:policy/ReadOnlyAccess",
    "policy": "file://policy.json",
    "policy-arn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
    "policy-document": "file://policy.json",
    "policy-name": "read-reports",
    "queue-url": "https://sqs.us-east-1.amazonaws.com/111122223333/orders",
    "repository-name": "orders",
    "request-items": """'{"orders": {"Keys": [{"id": {"S": "17"}}]}}'""",
    "role": "arn:aws:iam::111122223333:role/orders",
    "role-arn": "arn:aws:iam::111122223333:role/orders",
    "role-name": "orders",
    "role-session-name": "ana",
    "secret-id": "orders/database",
    "statement-id": "from-s3",
    "table-name": "orders",
    "tags": "Key=team,Value=orders",
    "target-principal": "444455556666",
    "task-policy-arn": "arn=arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy",
    "topic-arn": "arn:aws:sns:us-east-1:111122223333:orders",
    "user-name": "eva",
    ("dynamodb", "key"): """'{"id": {"S": "17"}}'""",
    ("kms", "policy"): "file://key-policy.json",
    ("sts", "name"): "ana",
}
"""What may stand after an option, where that is not plain from its name."""


_WORDS = {
    "<source>": ("a source", "s3://reports/q1.csv"),
    "<target>": ("a target", "."),
    "<place>": ("a place in S3", "s3://reports/q1.csv"),
    "<outfile>": ("a file for the answer", "out.json"),
}
"""What a word that stands by itself is, and an example."""


@cache
def specs() -> Mapping[str, Mapping[str, Spec]]:
    """What each command takes, by service and operation. Source: the command reference of the AWS CLI."""
    with _FILE.open("rb") as file:
        raw = tomllib.load(file)
    return {
        service: {operation: _spec(text.split()) for operation, text in operations.items()}
        for service, operations in raw.items()
    }


def _spec(parts: list[str]) -> Spec:
    words = tuple(part for part in parts if part[0] in "<[")
    options = {part.rstrip("!*?~+"): part for part in parts if part not in words}
    takes = {name: Takes(part.removeprefix(name).replace("!", "")) for name, part in options.items()}
    return Spec(takes, tuple(name for name, part in options.items() if "!" in part), words)


def manual_page() -> UnreadableCommand:
    """The problem of whoever asks for help."""
    return UnreadableCommand("a manual page makes no request", "Leave out `help`, and write the command itself.")


def example_of(service: str, option: str) -> str:
    """A value as it may stand after an option."""
    return _EXAMPLES.get((service, option)) or _EXAMPLES.get(option) or option.upper()


def before_the_service(words: list[str]) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """The options that stand before the service, and the words from the service on."""
    options: dict[str, tuple[str, ...]] = {}
    while words and words[0].startswith("--"):
        name, equals, value = words[0][2:].partition("=")
        _refuse_unread(name)
        if name not in GLOBAL:
            message = f"no option `--{name}` can stand before the service"
            guess = closest(name, GLOBAL)
            help = f"Did you mean `--{guess}`?" if guess else "Begin with the service, as in `aws s3 ls`."
            raise UnreadableCommand(message, help)
        options[name], words = _values("", name, GLOBAL[name], (value,) if equals else (), words[1:])
    return options, words


def sorted_out(service: str, operation: str, words: list[str], given: Mapping[str, tuple[str, ...]]) -> Command:
    """The words after an operation as what stands by itself and the values of each option; `given` stood before.

    Raises `UnreadableCommand` for what is missing first, then for what the command does not take.
    """
    spec = specs()[service][operation]
    known = {**spec.options, **GLOBAL}
    alone: list[str] = []
    unknown: list[str] = []
    filters: list[tuple[str, str]] = []
    options = dict(given)
    while words:
        word, words = words[0], words[1:]
        if not re.match(r"--.|-[a-z]", word):
            alone.append(word)
            continue
        name, equals, value = word.lstrip("-").partition("=")
        _refuse_unread(name)
        if name not in known or not word.startswith("--"):
            unknown.append(word.partition("=")[0])
            words = words if equals or not words or words[0].startswith("--") else words[1:]
            continue
        values, words = _values(f"{service} {operation}", name, known[name], (value,) if equals else (), words)
        options[name] = (*options.get(name, ()), *values) if known[name] is Takes.TWO else values
        filters += [(name, values[0])] if name in ("exclude", "include") else []
    if alone[:1] == ["help"]:
        raise manual_page()
    command = Command(service, operation, tuple(alone), options, tuple(filters))
    _refuse_missing(command, spec, unknown)
    _refuse_unknown(command, spec, unknown)
    return command


def _values(
    command: str, name: str, takes: Takes, written: tuple[str, ...], words: list[str]
) -> tuple[tuple[str, ...], list[str]]:
    """The values of an option, `written` after an equals sign or in the words that follow; and the words left."""
    following = next((place for place, word in enumerate(words) if re.match(r"--[a-z]", word)), len(words))
    most = {Takes.NONE: 0, Takes.TWO: 2, Takes.SEVERAL: following}.get(takes, 1)
    least = {Takes.NONE: 0, Takes.ONE_OR_NONE: 0, Takes.TWO: 2}.get(takes, 1)
    if takes is Takes.NONE and written:
        raise UnreadableCommand(f"`--{name}` takes no value", f"Write `--{name}` alone.")
    taken = 0 if written else min(most, following)
    values = (*written, *words[:taken])
    if len(values) < least:
        what = "needs a value" if least == 1 else "needs a key and a value"
        example = example_of(command.partition(" ")[0], name)
        raise UnreadableCommand(f"`--{name}` {what}", f"Write `--{name} {example}`.")
    if name == "region" and not REGION.fullmatch(values[0]):
        raise UnreadableCommand(f"`{values[0]}` is no Region", "Write it as `--region eu-west-1`.")
    return values, words[taken:]


def _refuse_unread(name: str) -> None:
    if name in _UNREAD:
        raise UnreadableCommand(f"`--{name}` is not read here", _UNREAD[name])


def _refuse_missing(command: Command, spec: Spec, unknown: list[str]) -> None:
    without = [name for name in spec.needed if command.options.get(name, ("",)) == ("",)]
    missing = [f"`--{name}`" for name in without]
    examples = [f"--{name} {example_of(command.service, name)}" for name in without]
    if len(command.words) < len(spec.needed_words):
        absent = spec.needed_words[len(command.words) :]
        missing += [_WORDS[word][0] for word in absent]
        examples += [_WORDS[word][1] for word in absent]
    if missing:
        and_no = f", and has no option {listed(f'`{word}`' for word in unknown)}" if unknown else ""
        guesses = [guess for word in unknown if (guess := closest(word.lstrip("-"), spec.options))]
        help = f"Did you mean `--{guesses[0]}`?" if guesses else f"Add `{' '.join(examples)}`, for example."
        raise UnreadableCommand(f"`aws {command.name}` needs {listed(missing)}{and_no}", help)


def _refuse_unknown(command: Command, spec: Spec, unknown: list[str]) -> None:
    known = {**spec.options, **GLOBAL}
    for word in unknown:
        guess = closest(word.lstrip("-"), known)
        own = [f"`--{name}`" for name in spec.options]
        otherwise = f"Its own options are: {', '.join(own[:12])}{' and more' * (len(own) > 12)}."
        help = f"Did you mean `--{guess}`?" if guess else otherwise if own else "It has no options of its own."
        raise UnreadableCommand(f"`aws {command.name}` has no option `{word}`", help)
    for word in command.words[len(spec.words) :]:
        if any(sign in "".join(command.words) for sign in "{}[]"):
            message = f"JSON without quotation marks around it comes apart: nothing takes the word `{word}`"
            raise UnreadableCommand(message, "Put it into single quotes, so that the shell leaves it as it is.")
        help = "Leave it out, or name the option that it belongs to."
        raise UnreadableCommand(f"nothing takes the word `{word}`", help)


def unread_options(command: Command) -> Iterator[str]:
    """The options with a value that were given and say nothing of the requests."""
    takes = specs()[command.service][command.operation].options
    for name in sorted(set(command.options) - command.looked_at - set(GLOBAL)):
        if takes[name] is not Takes.NONE:
            yield name
