"""Commands of SQS and SNS."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from iamlab.cloud.commands.model import Command, CommandRequest, Desk, Kind, UnreadableCommand, tag_keys
from iamlab.cloud.commands.plain import OnNone
from iamlab.cloud.commands.values import named_tags, tags
from iamlab.cloud.resources import DEFAULT_REGION, ResourceKind

_QUEUE_URL = re.compile(r"https://sqs\.([a-z0-9-]+)\.amazonaws\.com/([0-9]{12})/([\w.-]+)")


@dataclass(frozen=True, slots=True)
class OnQueue:
    """What is done to a queue, which the CLI names by its URL."""

    action: str
    why: str

    def __call__(self, command: Command, desk: Desk) -> Iterator[CommandRequest]:
        """Read the command."""
        url = command.value("queue-url")
        found = _QUEUE_URL.fullmatch(url)
        if found is None:
            example = f"https://sqs.us-east-1.amazonaws.com/{desk.account_id}/orders"
            raise UnreadableCommand(f"`{url}` is no URL of a queue", f"Write `{example}`.")
        region, account, name = found.groups()
        yield CommandRequest(self.action, f"arn:aws:sqs:{region}:{account}:{name}", self.why)


def create_queue(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`sqs create-queue`; tags are a permission of their own."""
    arn = desk.arn_of(ResourceKind.QUEUE, command.value("queue-name"))
    keys = tag_keys(named_tags(command))
    yield CommandRequest("sqs:CreateQueue", arn, "makes the queue", keys)
    if keys:
        yield CommandRequest("sqs:TagQueue", arn, "tags the queue", keys)


def get_queue_url(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`sqs get-queue-url`, of a queue of the caller's account or of another."""
    name, owner = command.value("queue-name"), command.value("queue-owner-aws-account-id")
    other = f"arn:aws:sqs:{desk.region or DEFAULT_REGION}:{owner}:{name}"
    arn = other if owner else desk.arn_of(ResourceKind.QUEUE, name)
    yield CommandRequest("sqs:GetQueueUrl", arn, "reads the queue's URL")


def publish(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`sns publish`, to a topic; a telephone number is no resource."""
    if command.value("phone-number"):
        yield CommandRequest("sns:Publish", "*", "sends the text message")
        return
    topic = command.value("topic-arn") or command.value("target-arn")
    if not topic:
        example = f"--topic-arn arn:aws:sns:us-east-1:{desk.account_id}:orders"
        raise UnreadableCommand("`aws sns publish` needs `--topic-arn`", f"Add `{example}`.")
    yield CommandRequest("sns:Publish", _topic(topic, desk), "publishes the message")


def subscribe(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`sns subscribe`: how and where to the messages go are keys of the request."""
    values = {"sns:Protocol": command.value("protocol"), "sns:Endpoint": command.value("notification-endpoint")}
    keys = {key: (value,) for key, value in values.items() if value}
    absent = frozenset(values) - set(keys)
    topic = _topic(command.value("topic-arn"), desk)
    yield CommandRequest("sns:Subscribe", topic, "subscribes to the topic", keys, absent)


@dataclass(frozen=True, slots=True)
class OnTopic:
    """What is done to a topic, which the CLI names by its ARN."""

    action: str
    why: str

    def __call__(self, command: Command, desk: Desk) -> Iterator[CommandRequest]:
        """Read the command."""
        yield CommandRequest(self.action, _topic(command.value("topic-arn"), desk), self.why)


def create_topic(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`sns create-topic`; tags are a permission of their own."""
    arn = desk.arn_of(ResourceKind.TOPIC, command.value("name"))
    keys = tag_keys(tags(command))
    yield CommandRequest("sns:CreateTopic", arn, "makes the topic", keys)
    if keys:
        yield CommandRequest("sns:TagResource", arn, "tags the topic", keys)


def _topic(arn: str, desk: Desk) -> str:
    if not re.fullmatch(r"arn:aws:sns:[a-z0-9-]+:[0-9]{12}:[\w.-]+", arn):
        example = f"arn:aws:sns:us-east-1:{desk.account_id}:orders"
        raise UnreadableCommand(f"`{arn}` is no ARN of a topic", f"Write it as `{example}`.")
    return arn


SQS: Mapping[str, Kind] = {
    "send-message": Kind(OnQueue("sqs:SendMessage", "sends the message")),
    "send-message-batch": Kind(OnQueue("sqs:SendMessage", "sends the messages")),
    "receive-message": Kind(OnQueue("sqs:ReceiveMessage", "receives messages")),
    "delete-message": Kind(OnQueue("sqs:DeleteMessage", "deletes the message")),
    "delete-message-batch": Kind(OnQueue("sqs:DeleteMessage", "deletes the messages")),
    "change-message-visibility": Kind(OnQueue("sqs:ChangeMessageVisibility", "hides the message for longer")),
    "get-queue-attributes": Kind(OnQueue("sqs:GetQueueAttributes", "reads the queue's attributes")),
    "set-queue-attributes": Kind(OnQueue("sqs:SetQueueAttributes", "changes the queue's attributes")),
    "purge-queue": Kind(OnQueue("sqs:PurgeQueue", "deletes all messages")),
    "delete-queue": Kind(OnQueue("sqs:DeleteQueue", "deletes the queue")),
    "create-queue": Kind(create_queue),
    "get-queue-url": Kind(get_queue_url),
    "list-queues": Kind(OnNone("sqs:ListQueues", "lists the queues of the account")),
}

SNS: Mapping[str, Kind] = {
    "publish": Kind(publish),
    "subscribe": Kind(subscribe),
    "create-topic": Kind(create_topic),
    "delete-topic": Kind(OnTopic("sns:DeleteTopic", "deletes the topic")),
    "get-topic-attributes": Kind(OnTopic("sns:GetTopicAttributes", "reads the topic's attributes")),
    "set-topic-attributes": Kind(OnTopic("sns:SetTopicAttributes", "changes the topic's attributes")),
    "list-topics": Kind(OnNone("sns:ListTopics", "lists the topics of the account")),
    "list-subscriptions": Kind(OnNone("sns:ListSubscriptions", "lists the subscriptions of the account")),
}
