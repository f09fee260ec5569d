"""Commands of the AWS CLI, read into the requests that they really make.

A command is never run, and nothing that it names outside the cloud is looked at: a local file, a profile.
"""

from iamlab.cloud.commands.examples import examples_for
from iamlab.cloud.commands.model import CommandProblem, CommandReading, CommandRequest
from iamlab.cloud.commands.reading import KNOWN, LONGEST_COMMAND, read_command

__all__ = [
    "KNOWN",
    "LONGEST_COMMAND",
    "CommandProblem",
    "CommandReading",
    "CommandRequest",
    "examples_for",
    "read_command",
]
