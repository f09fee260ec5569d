"""`manage.py quickstart` as a stranger runs it: in a process of its own, on an empty data folder."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SETTINGS = {"DJANGO_SETTINGS_MODULE", "SECRET_KEY", "EMAIL_URL", "DATABASE_URL", "CACHE_URL", "IAMLAB_DATA"}


def environment(data: Path) -> dict[str, str]:
    """Return this process's environment as a stranger's would be, with this data folder."""
    return {name: value for name, value in os.environ.items() if name not in SETTINGS} | {"IAMLAB_DATA": str(data)}


def manage(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command that ends by itself."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment(data), capture_output=True, text=True, check=False)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answer(url: str, process: subprocess.Popen[str]) -> str:
    """Return what the site answers, as soon as it does."""
    for _ in range(600):
        try:
            with urlopen(url) as response:  # noqa: S310 - our own server
                return str(response.read().decode())
        except URLError:
            assert process.poll() is None, process.communicate()
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


@contextmanager
def served(data: Path) -> Iterator[str]:
    """Run quickstart until the block ends; gives the address."""
    port = free_port()
    command = [sys.executable, "manage.py", "quickstart", "--port", str(port)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=environment(data), stdout=pipe, stderr=pipe, text=True) as process:
        try:
            answer(f"http://127.0.0.1:{port}/healthz", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            out, _ = process.communicate()
    assert f"http://127.0.0.1:{port}/" in out
    assert "manage.py instructor" in out


def test_it_serves_a_whole_site_and_keeps_everything_when_it_runs_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with served(data) as address, urlopen(address) as home:  # noqa: S310
        page = home.read().decode()
        style = page.partition('href="/static/css/')[2].partition('"')[0]
        with urlopen(f"{address}/static/css/{style}") as sheet:  # noqa: S310
            assert "immutable" in sheet.headers["Cache-Control"]
    key = (data / "secret_key").read_text()
    assert (data / "secret_key").stat().st_mode & 0o777 == 0o600
    assert manage(data, "doctor").returncode == 0
    assert "is an instructor now" in manage(data, "instructor", "dana").stdout

    with served(data) as address:
        assert urlopen(f"{address}/healthz").status == 200  # noqa: S310
    assert (data / "secret_key").read_text() == key
    assert "is an instructor already" in manage(data, "instructor", "dana").stdout


def test_a_taken_port_gets_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = manage(tmp_path / "data", "quickstart", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"CommandError: Choose another port with --port: 127.0.0.1:{port} can't be used (Address already in use)."
    ]


def test_a_folder_that_cannot_be_written_gets_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = manage(tmp_path / "file" / "data", "quickstart", "--port", str(free_port()))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "Choose another data folder with IAMLAB_DATA" in done.stderr


@pytest.mark.parametrize("command", [["doctor"], ["instructor", "dana"]])
def test_before_the_first_start_other_commands_name_quickstart(tmp_path: Path, command: list[str]) -> None:
    done = manage(tmp_path / "data", *command)
    assert done.returncode == 1
    assert "quickstart" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
