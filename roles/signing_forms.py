"""Forms of signing: files that are brought, a confirmation, a reason, a day."""

from __future__ import annotations

from typing import Any, Final, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from documents.signatures.verifying import SignatureFileError, refuse_size
from documents.signatures.words import failure_words
from schools.forms import DayField, LineField

SIGNED: Final = ".asice,.bdoc,.adoc,.pdf"
CONTAINERS: Final = ".asice,.bdoc,.adoc"
SCANS: Final = ".pdf,.jpg,.jpeg,.png"
MAX_SCAN: Final = 10 * 2**20  # bytes; a few scanned pages have one or two


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
        help_text=_(".asice, .bdoc, .adoc or a signed PDF, up to 32 MB"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": SIGNED}),
    )
    field_order = ("file", "basis")

    def clean_file(self) -> UploadedFile:
        """A file that would not be read is refused by its size."""
        file = cast("UploadedFile", self.cleaned_data["file"])
        try:
            refuse_size(file.size or 0)
        except SignatureFileError as error:
            raise forms.ValidationError(failure_words(error.code)) from None
        return file


class ContainerForm(SignedFileForm):
    """One container with the signed PDFs of many texts."""

    file = forms.FileField(
        label=_("The container"),
        help_text=_(".asice, .bdoc or .adoc, up to 32 MB"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": CONTAINERS}),
    )


class ScanForm(forms.Form):
    """The scan of a signed paper."""

    scan = forms.FileField(
        label=_("Scan of the signed paper"),
        help_text=_("PDF, JPEG or PNG, up to 10 MB"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": SCANS}),
    )

    def clean_scan(self) -> UploadedFile:
        """A scan of a few pages is small."""
        file = cast("UploadedFile", self.cleaned_data["scan"])
        if (file.size or 0) > MAX_SCAN:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        return file


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
