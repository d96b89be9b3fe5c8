"""Forms of signing: files that are brought, a confirmation, a reason, a day."""

from __future__ import annotations

from typing import Any, Final, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from schools.forms import DayField, LineField

SIGNED: Final = ".asice,.bdoc,.adoc,.pdf"
CONTAINERS: Final = ".asice,.bdoc,.adoc"
SCANS: Final = ".pdf,.jpg,.jpeg,.png"
# Bytes. A signed text has 100 kB, a scanned page 500; a whole request may have 8 MB (settings.MAX_BODY).
MAX_FILE: Final = 7 * 2**20


def _small(file: Any) -> UploadedFile:
    if (file.size or 0) > MAX_FILE:
        raise forms.ValidationError(_("The file is larger than 7 MB."))
    return cast("UploadedFile", file)


class _BasisForm(forms.Form):
    """What somebody says who stands in for the principal; without ``acting`` it is not asked."""

    basis = LineField(
        label=_("On what basis you stand in for the principal"),
        help_text=_("For example the number of the order."),
        max_length=200,
    )

    def __init__(self, *args: Any, acting: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not acting:
            del self.fields["basis"]


class SignedFileForm(_BasisForm):
    """A container or PDF that was signed elsewhere."""

    file = forms.FileField(
        label=_("The signed file"),
        help_text=_(".asice, .bdoc, .adoc or a signed PDF, up to 7 MB"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": SIGNED}),
    )
    field_order = ("file", "basis")

    def clean_file(self) -> UploadedFile:
        """A file that is too large is refused by its size."""
        return _small(self.cleaned_data["file"])


class ContainerForm(SignedFileForm):
    """One container with the signed PDFs of many texts."""

    file = forms.FileField(
        label=_("The container"),
        help_text=_(".asice, .bdoc or .adoc, up to 7 MB"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": CONTAINERS}),
    )


class ScanForm(forms.Form):
    """The scan of a signed paper."""

    scan = forms.FileField(
        label=_("Scan of the signed paper"),
        help_text=_("PDF, JPEG or PNG, up to 7 MB"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": SCANS}),
    )

    def clean_scan(self) -> UploadedFile:
        """A scan of a few pages is small."""
        return _small(self.cleaned_data["scan"])


class ConfirmForm(_BasisForm):
    """A confirmation in Kord."""

    is_read = forms.BooleanField(label=_("I have read the text and agree with it"))
    field_order = ("is_read", "basis")


class DeclineForm(forms.Form):
    """Why somebody does not sign."""

    reason = forms.CharField(
        label=_("Why? The head of the school and the office see your reason."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PaperForm(forms.Form):
    """What a second person says of a scan."""

    signed_on = DayField(label=_("Day of the last signature on the paper"))


class RegisterForm(forms.Form):
    """Where a signed text stands in the school's register of documents."""

    number = LineField(label=_("Number in your register of documents"), max_length=60)
    link = forms.URLField(label=_("Link"), max_length=300, required=False, assume_scheme="https")
