"""What a learner types about a sandbox: its title, or a scenario to bring in."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from iamlab.cloud import Scenario, load_scenario

from ..bench import bench_of
from ..models import TITLE_LENGTH

LONGEST_SCENARIO = 1_000_000
MISTAKES_SHOWN = 30


class TitleForm(forms.Form):
    """A title for a sandbox."""

    title = forms.CharField(
        label="Title",
        max_length=TITLE_LENGTH,
        error_messages={"required": "Give it a title.", "max_length": f"Shorten it to {TITLE_LENGTH} characters."},
    )


class ImportForm(forms.Form):
    """A scenario as a file or as text. `scenario` is what it holds, once it is valid."""

    file = forms.FileField(label="A scenario file", required=False, help_text="YAML, as the export writes it.")
    text = forms.CharField(
        label="Or its text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "class": "mono", "spellcheck": "false", "autocapitalize": "off"}),
    )
    scenario: Scenario

    def clean(self) -> dict[str, Any]:
        """Read what was sent: a file before a text. Every mistake in it is told, with its line."""
        cleaned = super().clean() or {}
        uploaded: UploadedFile | None = cleaned.get("file")
        if uploaded and (uploaded.size or 0) > LONGEST_SCENARIO:
            raise forms.ValidationError(f"Choose a smaller file: a scenario has at most {LONGEST_SCENARIO:,} bytes.")
        try:
            text = uploaded.read().decode("utf-8") if uploaded else str(cleaned.get("text") or "")
        except UnicodeDecodeError:
            raise forms.ValidationError("Choose a text file in UTF-8: this one is something else.") from None
        if not text.strip():
            raise forms.ValidationError("Choose a file, or paste its text.")
        if len(text) > LONGEST_SCENARIO:
            raise forms.ValidationError(f"Shorten it: a scenario has at most {LONGEST_SCENARIO:,} characters.")
        self._read(text, uploaded.name or "the file" if uploaded else "the text")
        return cleaned

    def _read(self, text: str, name: str) -> None:
        reading = load_scenario(text, name)
        for problem in reading.problems[:MISTAKES_SHOWN]:
            self.add_error(None, f"Line {problem.line}: {problem.message}. {problem.hint}".replace("`", ""))
        more = len(reading.problems) - MISTAKES_SHOWN
        if more > 0:
            self.add_error(None, f"And {more} more mistakes.")
        if reading.scenario is None:
            return
        try:
            bench_of(reading.scenario)
        except ValueError:
            self.add_error(None, "Add an account: nobody in this scenario could ask for anything.")
            return
        self.scenario = reading.scenario
