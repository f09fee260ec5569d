"""Templates: what the Content-Security-Policy forbids, what nobody uses, what we don't say."""

import re
from pathlib import Path

import pytest

from .project import PACKAGES, ROOT, shown, sources, templates

STYLE = re.compile(r"<style|\sstyle\s*=", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*(\ssrc=|application/json))[^>]*>|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
OTHER_HOST = re.compile(
    r"""(?:src|href|action)=["'](?:https?:)?//(?!docs\.aws\.amazon\.com/)[^"']*\.(?:js|css|woff2?)"""
)
BELITTLING = re.compile(r"\b(just|simply|obviously)\b", re.IGNORECASE)
TAG = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)


def words(file: Path) -> str:
    """Return what a person may read of a template or a lesson."""
    return TAG.sub(" ", file.read_text(encoding="utf-8"))


def content() -> list[Path]:
    """Return the files of the course."""
    folder = ROOT / "lessons" / "content"
    return sorted(file for file in folder.rglob("*") if file.suffix in {".md", ".yaml", ".yml"})


@pytest.mark.parametrize("forbidden", [STYLE, INLINE_SCRIPT, OTHER_HOST], ids=["style", "script", "other host"])
def test_templates_need_no_exception_from_the_content_security_policy(forbidden: re.Pattern[str]) -> None:
    """No style attribute, no inline script or handler, nothing loaded from elsewhere."""
    assert [shown(file) for file in templates() if forbidden.search(file.read_text(encoding="utf-8"))] == []


def test_every_fragment_is_used() -> None:
    """A `_fragment.html` that no view and no template names is dead."""
    users = [file.read_text(encoding="utf-8") for file in (*sources(*PACKAGES), *templates())]
    fragments = [file.relative_to(ROOT / "templates").as_posix() for file in templates() if file.name.startswith("_")]
    assert [fragment for fragment in fragments if not any(fragment in text for text in users)] == []


def test_nothing_is_called_easy() -> None:
    """What is hard for the reader is not `simple`."""
    assert [shown(file) for file in (*templates(), *content()) if BELITTLING.search(words(file))] == []
