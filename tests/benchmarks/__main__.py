"""Measure the engine and print a table: microseconds here, and how often the yardstick fits into them.

The yardstick is `json.loads` of the small case: the least that any evaluator of such a case has to do.
"""

import io
import json
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from iamlab.cloud import access_diff, universe
from iamlab.cloud import answers as answers_in
from iamlab.engine import answer, decide, evaluate, parse_policy, read_case
from iamlab.engine.patterns import compile_glob
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.management.case_stream import answers
from tests.benchmarks.cases import document, large, lines, small
from tests.benchmarks.clouds import at_the_limits

ROOT = Path(__file__).parents[2]


def seconds(work: Callable[[], object], repeat: int) -> float:
    """The best of five rounds, per call."""
    work()
    rounds = []
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(repeat):
            work()
        rounds.append((time.perf_counter() - start) / repeat)
    return min(rounds)


def measure_calls() -> None:
    """Single decisions, readings and patterns."""
    small_text, small_case, large_case = json.dumps(small()), read_case(small()), read_case(large())
    policy_text = json.dumps(document(8, 1), indent=2)
    hard = compile_glob("*a" * 2500)
    text = "a" * 4999 + "b"
    yardstick = seconds(lambda: json.loads(small_text), 5000)
    rows: list[tuple[str, Callable[[], object], int]] = [
        ("json.loads of the small case (yardstick)", lambda: json.loads(small_text), 5000),
        ("decide, one small policy", lambda: decide(small_case), 2000),
        ("decide, five policies of twenty statements", lambda: decide(large_case), 300),
        ("evaluate with trace, one small policy", lambda: evaluate(small_case), 500),
        ("evaluate with trace, five policies of twenty statements", lambda: evaluate(large_case), 20),
        ("read and answer, one small policy", lambda: answer(read_case(small())), 500),
        ("read and answer, five policies of twenty statements", lambda: answer(read_case(large())), 30),
        (
            "read a policy of 8 statements from an object",
            lambda: parse_policy(document(8, 1), PolicyKind.IDENTITY),
            300,
        ),
        ("read it from text, seen before", lambda: parse_policy(policy_text, PolicyKind.IDENTITY), 2000),
        ("5,000 characters of *a*a*a… against 5,000 characters", lambda: hard.matches(text), 3),
    ]
    for name, work, repeat in rows:
        took = seconds(work, repeat)
        print(f"{name:58} {took * 1e6:10.1f} µs  {took / yardstick:9.1f} ×")


def measure_cloud() -> None:
    """Searches over the universe of a cloud at its limits, against deciding as many small cases."""
    cloud, one, all_users = at_the_limits(), at_the_limits(edited=1), at_the_limits(edited=150)
    requests, small_case = universe(cloud), read_case(small())
    yardstick = seconds(lambda: decide(small_case), 2000) * len(requests)
    rows: list[tuple[str, Callable[[], object]]] = [
        ("the universe of a cloud at its limits", lambda: universe(cloud)),
        (f"its answers, {len(requests):,}", lambda: answers_in(cloud, requests)),
        ("access diff, nothing edited", lambda: access_diff(cloud, cloud)),
        ("access diff, one user's policy edited", lambda: access_diff(cloud, one)),
        ("access diff, 150 users' policies edited", lambda: access_diff(cloud, all_users)),
    ]
    for name, work in rows:
        took = seconds(work, 1)
        print(f"{name:58} {took * 1e3:10.1f} ms  {took / yardstick:9.1f} × {len(requests):,} small decisions")


def measure_command() -> None:
    """The command as a pipeline runs it, start included."""
    for name, make, count in (("small", small, 20_000), ("large, all different", large, 1_500)):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            file.writelines(lines(make, count))
            file.flush()
            start = time.perf_counter()
            command = [sys.executable, "manage.py", "evaluate", file.name]
            subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
            print(f"manage.py evaluate, {count:,} {name} cases: {time.perf_counter() - start:.2f} s")


def measure_memory() -> None:
    """The most memory held while streaming: ten times the cases must not need more."""
    peaks = []
    for count in (300, 3000):
        stream = io.StringIO("".join(lines(small, count)))
        tracemalloc.start()
        for _ in answers(stream, trace=False, as_text=False):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    print(f"memory while streaming, 3,000 cases against 300: {peaks[1] / peaks[0]:.2f} ×")


def measure_import() -> None:
    """How long `import iamlab.engine` takes beyond starting Python."""

    def run(code: str) -> float:
        return seconds(lambda: subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True), 1)

    print(f"import iamlab.engine: {(run('import iamlab.engine') - run('pass')) * 1e3:.0f} ms")


if __name__ == "__main__":
    measure_calls()
    measure_cloud()
    measure_import()
    measure_memory()
    measure_command()
