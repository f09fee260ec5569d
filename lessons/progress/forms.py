"""What a learner sends about all of their progress."""

from typing import Any

from django import forms

from .progress_file import ProgressFile, UnreadableFile, read_file

DELETE_WORD = "delete"


class ImportForm(forms.Form):
    """A file that the export wrote. `progress` is what it holds, once it is valid."""

    file = forms.FileField(label="The file", help_text="progress.json, as this site or another one exported it.")
    progress: ProgressFile

    def clean_file(self) -> Any:
        """Read the file; say in a sentence what is wrong with it."""
        uploaded = self.cleaned_data["file"]
        try:
            self.progress = read_file(uploaded.read())
        except UnreadableFile as wrong:
            raise forms.ValidationError(str(wrong)) from None
        return uploaded


class DeleteForm(forms.Form):
    """Asks for a word, so that nobody deletes everything by one press."""

    word = forms.CharField(
        label=f"Type {DELETE_WORD} to go on", max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_word(self) -> str:
        """Refuse any other word."""
        word = str(self.cleaned_data["word"]).strip().lower()
        if word != DELETE_WORD:
            raise forms.ValidationError(f"Type {DELETE_WORD}. Nothing was deleted.")
        return word
