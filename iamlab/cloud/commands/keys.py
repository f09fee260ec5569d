"""Commands of KMS and Secrets Manager."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from iamlab.cloud.commands.model import Command, CommandRequest, Desk, Keys, Kind, UnreadableCommand, tag_keys
from iamlab.cloud.commands.options import example_of
from iamlab.cloud.commands.plain import OnNone
from iamlab.cloud.commands.values import structure, tags, texts
from iamlab.cloud.resources import ResourceKind

_CONTEXT, _VIA = frozenset({"kms:EncryptionContext:", "kms:EncryptionContextKeys"}), "kms:ViaService"
_IN_CIPHERTEXT = "the ciphertext tells KMS which key it needs, and it cannot be read here"


@dataclass(frozen=True, slots=True)
class OnKey:
    """What is done with a key. A ciphertext tells its key to KMS, and not to anybody who looks at the command."""

    action: str
    why: str

    def __call__(self, command: Command, desk: Desk) -> Iterator[CommandRequest]:
        """Read the command."""
        if not command.value("key-id"):
            help = f"Add `--key-id {example_of('kms', 'key-id')}` to say which key it is."
            raise UnreadableCommand(_IN_CIPHERTEXT, help)
        keys = _context_keys(command, "encryption-context")
        absent = (_CONTEXT | {_VIA}) - set(keys) if keys else _CONTEXT | {_VIA}
        yield CommandRequest(self.action, _key(command, "key-id", desk), self.why, keys, absent)


def re_encrypt(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`kms re-encrypt`: from one key to another, and each of them is asked."""
    if not command.value("source-key-id"):
        example = f"--source-key-id {example_of('kms', 'key-id')}"
        raise UnreadableCommand(_IN_CIPHERTEXT, f"Add `{example}` to say which key it is.")
    sides = (("source", "kms:ReEncryptFrom", "decrypts with the key"), ("destination", "kms:ReEncryptTo", "encrypts"))
    for side, action, why in sides:
        keys = _context_keys(command, f"{side}-encryption-context")
        absent = (_CONTEXT if not keys else frozenset({"kms:EncryptionContext:"})) | {_VIA}
        yield CommandRequest(action, _key(command, f"{side}-key-id", desk), why, keys, absent)


def create_key(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`kms create-key`: there is no key yet whose policy could be asked."""
    example = "TagKey=team,TagValue=orders"
    if command.has("tags"):
        message = "tags of a new key take a permission on the key, whose ARN nobody knows yet"
        raise UnreadableCommand(message, f"Leave out `--tags {example}`.")
    yield CommandRequest("kms:CreateKey", "*", "makes the key")


def _context_keys(command: Command, option: str) -> Keys:
    example = "team=orders"
    context = texts(structure(command, option, example), option, example)
    if not context:
        return {}
    pairs = {f"kms:EncryptionContext:{key}": (value,) for key, value in context.items()}
    return {**pairs, "kms:EncryptionContextKeys": tuple(context)}


def _key(command: Command, option: str, desk: Desk) -> str:
    name = command.value(option)
    if name.startswith("alias/") or ":alias/" in name:
        raise UnreadableCommand(f"`{name}` is an alias", "Name the key by its id or ARN: this cloud has no aliases.")
    return desk.arn_of(ResourceKind.KEY, name.removeprefix("key/"))


@dataclass(frozen=True, slots=True)
class OnSecret:
    """What is done to a secret."""

    action: str
    why: str

    def __call__(self, command: Command, desk: Desk) -> Iterator[CommandRequest]:
        """Read the command."""
        stage = command.value("version-stage")
        keys: Keys = {"secretsmanager:VersionStage": (stage,)} if stage else {}
        arn = desk.arn_of(ResourceKind.SECRET, command.value("secret-id"))
        yield CommandRequest(self.action, arn, self.why, keys)


def create_secret(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`secretsmanager create-secret`; the name is a key of the request, tags are a permission of their own."""
    name, given = command.value("name"), tag_keys(tags(command))
    arn = desk.arn_of(ResourceKind.SECRET, name)
    keys = {"secretsmanager:Name": (name,), **given}
    yield CommandRequest("secretsmanager:CreateSecret", arn, "makes the secret", keys)
    if given:
        yield CommandRequest("secretsmanager:TagResource", arn, "tags the secret", given)


_OWN_KEY = "A secret encrypted with a key of your own also needs `kms:Decrypt` on that key."
_NEW_VALUE = "A secret encrypted with a key of your own also needs `kms:GenerateDataKey` and `kms:Decrypt` on it."

KMS: Mapping[str, Kind] = {
    "decrypt": Kind(OnKey("kms:Decrypt", "decrypts with the key")),
    "encrypt": Kind(OnKey("kms:Encrypt", "encrypts with the key")),
    "re-encrypt": Kind(re_encrypt),
    "generate-data-key": Kind(OnKey("kms:GenerateDataKey", "makes a data key")),
    "generate-data-key-without-plaintext": Kind(OnKey("kms:GenerateDataKeyWithoutPlaintext", "makes a data key")),
    "sign": Kind(OnKey("kms:Sign", "signs with the key")),
    "verify": Kind(OnKey("kms:Verify", "checks a signature with the key")),
    "describe-key": Kind(OnKey("kms:DescribeKey", "reads the key's description")),
    "get-key-policy": Kind(OnKey("kms:GetKeyPolicy", "reads the key policy")),
    "put-key-policy": Kind(OnKey("kms:PutKeyPolicy", "writes the key policy")),
    "enable-key": Kind(OnKey("kms:EnableKey", "turns the key on")),
    "disable-key": Kind(OnKey("kms:DisableKey", "turns the key off")),
    "schedule-key-deletion": Kind(OnKey("kms:ScheduleKeyDeletion", "sets a day on which the key is deleted")),
    "create-key": Kind(create_key),
    "list-keys": Kind(OnNone("kms:ListKeys", "lists the keys of the account")),
    "list-aliases": Kind(OnNone("kms:ListAliases", "lists the aliases of the account")),
}

SECRETS_MANAGER: Mapping[str, Kind] = {
    "get-secret-value": Kind(OnSecret("secretsmanager:GetSecretValue", "reads the secret's value"), _OWN_KEY),
    "put-secret-value": Kind(OnSecret("secretsmanager:PutSecretValue", "writes a new value"), _NEW_VALUE),
    "update-secret": Kind(OnSecret("secretsmanager:UpdateSecret", "changes the secret"), _NEW_VALUE),
    "describe-secret": Kind(OnSecret("secretsmanager:DescribeSecret", "reads what is known of the secret")),
    "delete-secret": Kind(OnSecret("secretsmanager:DeleteSecret", "deletes the secret")),
    "restore-secret": Kind(OnSecret("secretsmanager:RestoreSecret", "takes the deletion back")),
    "get-resource-policy": Kind(OnSecret("secretsmanager:GetResourcePolicy", "reads the secret's policy")),
    "put-resource-policy": Kind(OnSecret("secretsmanager:PutResourcePolicy", "writes the secret's policy")),
    "create-secret": Kind(create_secret, _NEW_VALUE),
    "list-secrets": Kind(OnNone("secretsmanager:ListSecrets", "lists the secrets of the account")),
    "get-random-password": Kind(OnNone("secretsmanager:GetRandomPassword", "makes a password")),
}
