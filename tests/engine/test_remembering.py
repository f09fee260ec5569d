"""What the engine keeps between requests stays small, whatever it is sent."""

import gc
import tracemalloc

from iamlab.engine import PolicyKind, parse_policy
from iamlab.engine.remembering import LONGEST_KEPT, remembered


def test_short_texts_are_worked_out_once_and_long_ones_each_time() -> None:
    asked: list[str] = []

    @remembered(2)
    def length(text: str, *, times: int = 1) -> int:
        """How long it is."""
        asked.append(text)
        return len(text) * times

    longest, longer = "a" * LONGEST_KEPT, "a" * (LONGEST_KEPT + 1)
    assert [length(longest), length(longest), length(longer), length(longer, times=2)] == [256, 256, 257, 514]
    assert asked == [longest, longer, longer]
    assert length.__doc__ == "How long it is."


def test_a_policy_is_read_once() -> None:
    text = '{"Version": "2012-10-17", "Statement": []}'
    assert parse_policy(text, PolicyKind.IDENTITY) is parse_policy(text, PolicyKind.IDENTITY)


def test_of_very_long_policies_few_are_kept() -> None:
    def read(number: int) -> None:
        values = ",".join(f'"value-{number}-{index}"' for index in range(2_000))
        condition = f'{{"StringEquals": {{"custom:key": [{values}]}}}}'
        statement = f'{{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {condition}}}'
        assert parse_policy(f'{{"Statement": {statement}}}', PolicyKind.IDENTITY).document

    tracemalloc.start()
    try:
        for number in range(16):
            read(number)
        gc.collect()
        full, _ = tracemalloc.get_traced_memory()
        for number in range(16, 48):
            read(number)
        gc.collect()
        later, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert later < 1.5 * full
