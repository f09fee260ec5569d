"""From the text of a command to its requests. Nothing is run: the text is split as a shell would, and looked up."""

import re
import shlex

from iamlab.cloud.cloud import Cloud
from iamlab.cloud.commands.kinds import FLAGS, GLOBAL, KINDS, Kind
from iamlab.cloud.commands.model import Command, CommandProblem, CommandReading, Desk, UnreadableCommand
from iamlab.engine import closest

LONGEST_COMMAND = 2_048
MOST_REQUESTS = 40
KNOWN: tuple[str, ...] = tuple(f"{service} {operation}" for service, kinds in KINDS.items() for operation in kinds)
"""Every command that can be read, as `service operation`."""

_EXPANDED = re.compile(r"`|\$\(|\$\{|^\$[A-Za-z_]")
_OPERATORS = frozenset("();<>|&")


def read_command(text: str, cloud: Cloud, caller: str) -> CommandReading:
    """Read a command as somebody would run it in a cloud: an ARN, or the access key of a session token.

    What is wrong with it is told in the reading's problem; nothing is raised for it.
    """
    try:
        command = _split(text)
        kind = _kind_of(command)
        requests = tuple(kind.read(command, _desk(command, cloud, caller)))
    except UnreadableCommand as error:
        return CommandReading(problem=error.problem)
    if len(requests) > MOST_REQUESTS:
        message = f"the command makes {len(requests)} requests, and {MOST_REQUESTS} are read at most"
        return CommandReading(command.name, problem=CommandProblem(message, "Name fewer resources."))
    return CommandReading(command.name, requests, tuple(_notes(command, kind, bool(requests))))


def _split(text: str) -> Command:
    """The words of one command."""
    if len(text) > LONGEST_COMMAND:
        message = f"the command has {len(text):,} characters"
        raise UnreadableCommand(message, f"Shorten it to {LONGEST_COMMAND:,}.")
    line = text.replace("\\\n", " ").replace("\n", " ").strip().removeprefix("$ ")
    try:
        words = shlex.split(line)
        operators = [word for word in _with_operators(line) if _OPERATORS.issuperset(word)]
    except ValueError as error:
        quote = "a quotation mark is open" if "quotation" in str(error) else "it ends in a backslash"
        raise UnreadableCommand(f"the command cannot be split into words: {quote}", "Close it.") from error
    if words[:1] != ["aws"]:
        raise UnreadableCommand("a command of the AWS CLI begins with `aws`", "Write `aws s3 ls`, for example.")
    for word in (*operators, *filter(_EXPANDED.search, words)):
        raise UnreadableCommand(f"`{word}` is for a shell", "Write one command with the values themselves.")
    return _sorted_out(words[1:])


def _with_operators(line: str) -> list[str]:
    """The words, with what a shell takes for an operator apart from them: quoted signs are no operators."""
    reader = shlex.shlex(line, posix=True, punctuation_chars=True)
    reader.whitespace_split, reader.commenters = True, ""
    return [word for word in reader if word]


def _sorted_out(words: list[str]) -> Command:
    """What stands by itself, and the values of each option."""
    alone: list[str] = []
    options: dict[str, tuple[str, ...]] = {}
    option = ""
    for word in words:
        if word.startswith("--") and len(word) > 2:
            option, equals, value = word[2:].partition("=")
            options[option] = (value,) if equals else ()
            option = "" if equals or option in FLAGS else option
        elif option and (not options[option] or option not in ONE_VALUE):
            options[option] = (*options[option], word)
        else:
            alone.append(word)
    service, operation = (*alone, "", "")[:2]
    return Command(service, operation, tuple(alone[2:]), options)


ONE_VALUE = GLOBAL | {
    "acl", "sse-kms-key-id", "storage-class", "exclude", "include", "function-name", "payload", "table-name",
    "queue-url", "key-id", "secret-id", "ciphertext-blob",
}  # fmt: skip
"""Options that take one value, so that what follows stands by itself."""


def _kind_of(command: Command) -> Kind:
    """How a command is read. A command that nobody knows is answered with the nearest one."""
    kind = KINDS.get(command.service, {}).get(command.operation)
    if kind:
        return kind
    if not command.operation:
        known = ", ".join(f"`{each}`" for each in KINDS.get(command.service, KINDS))
        message = f"`aws{' ' * bool(command.service)}{command.service}` is not a whole command"
        raise UnreadableCommand(message, f"What can follow: {known}.")
    if command.service in KINDS:
        guess = closest(command.operation, KINDS[command.service])
        nearest = f"{command.service} {guess}" if guess else ""
        known = ", ".join(f"`{operation}`" for operation in KINDS[command.service])
        told = f"Those of {command.service} that are: {known}."
    else:
        nearest = closest(command.name, KNOWN) or ""
        told = f"The services that are: {', '.join(f'`{service}`' for service in KINDS)}."
    help = f"Did you mean `aws {nearest}`? {told}" if nearest else told
    raise UnreadableCommand(f"`aws {command.name}` is not a command that can be read here", help)


def _desk(command: Command, cloud: Cloud, caller: str) -> Desk:
    token = cloud.token_session(caller)
    account = token.account_id if token else (caller.split(":") + [""] * 5)[4]
    if not account:
        raise UnreadableCommand("whoever asks belongs to no account", "Choose a user or a role session.")
    return Desk(cloud, account, command.value("region"))


def _notes(command: Command, kind: Kind, asks: bool) -> list[str]:
    """What the requests leave out."""
    notes = [kind.note] if kind.note and asks else []
    if not asks:
        notes.append("This command makes no request that a policy decides.")
    unread = sorted(set(command.options) - kind.options - GLOBAL - FLAGS)
    if unread:
        told = ", ".join(f"`--{option}`" for option in unread[:6])
        notes.append(f"Not looked at: {told}.")
    return notes
