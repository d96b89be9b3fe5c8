"""Sentences for what a check of signatures found; codes are those of ``records`` and ``verifying``."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.signatures.records import Remark

TECHNICAL = _(
    "This is a technical check, not a legal validation: no trust list, revocation list or time-stamp service was asked."
)
SELF_MADE = _("The school's own certificate proves that nothing was changed since. It is no qualified signature.")

_FAILURES = {
    "empty": _("The file is empty."),
    "too_big": _("The file is too big: at most 32 MB are read."),
    "too_much": _("The container holds more than is read: too many files, or files that unfold to far too much."),
    "encrypted": _("The file is protected with a password, so its signatures cannot be checked."),
    "broken": _("The file is damaged or not complete."),
    "bad_name": _("The container holds a file name that leads out of it."),
    "same_name": _("The container holds two files of the same name, so it is not clear which one was signed."),
    "late": _("The file takes longer to read than it may."),
    "memory": _("The file needs more memory to read than it may."),
    "failed": _("The file could not be read."),
}
_TRUST = {
    "unknown": _("no certificate could be read"),
    "not_for_signing": _("the certificate is not meant for signing documents"),
    "not_yet_valid": _("the certificate was not yet valid at the time of signing"),
    "expired_at_signing": _("the certificate had run out at the time of signing"),
    "self_signed": _("the certificate was made by its own holder"),
    "unknown_issuer": _("the issuer was not checked against a trust list"),
}
_KINDS = {
    "pdf": _("PDF"),
    "asice": _("ASiC-E container"),
    "adoc": _("ADoc container"),
    "bdoc": _("BDOC container"),
    "none": _("no signed file"),
}
_REMARKS = {
    # the file
    "not_a_container": _("This is neither a PDF nor a container with signatures."),
    "no_signatures": _("The file holds no signature."),
    "other_document": _("The file does not hold this document: its bytes are not the same."),
    "document_changed": _("More than signatures was added to the document."),
    "added_after": _("Something was added to the file after the last signature."),
    "media_type": _("The container does not begin with a plain note of its kind, as it should."),
    "adoc": _(
        "In an ADoc container the files and their signatures are checked; what its metadata say (who registered it, "
        "what each signature is for) is not."
    ),
    "time_mark": _("The time mark of a BDOC signature (a confirmation of the certificate) is not checked."),
    "other_signatures": _("The container holds signatures or time stamps of a kind that is not checked here."),
    "signature_file": _("The signature file “%(file)s” could not be read."),
    "no_manifest": _("The container has no readable list of its files."),
    "not_in_manifest": _("The container's own list does not name “%(file)s”."),
    "missing": _("The container's own list names “%(file)s”, which is not there."),
    "file_changed": _("“%(file)s” was changed or taken out after it was signed."),
    "unsigned_file": _("“%(file)s” is not signed by anybody."),
    "signed_by_some": _("“%(file)s” is not signed by everybody who signed."),
    # a signature
    "signature_broken": _("The signature of %(signer)s does not fit what it signs."),
    "signature_changed": _("Something was changed after %(signer)s signed."),
    "signature_part": _("The signature of %(signer)s covers only a part of the file."),
    "signature_weak": _("The signature of %(signer)s was made with an outdated algorithm that proves nothing."),
    "signature_unchecked": _("The signature of %(signer)s is of a kind that cannot be checked here."),
    "signature_unreadable": _("The signature %(signer)s is damaged and could not be read."),
    "commented": _("Comments were added after %(signer)s signed."),
    "not_for_signing": _("The certificate of %(signer)s is not meant for signing documents."),
    "not_yet_valid": _("The certificate of %(signer)s was not yet valid at the time of signing."),
    "expired_at_signing": _("The certificate of %(signer)s had run out at the time of signing."),
    "self_signed": _("The certificate of %(signer)s was made by its own holder, not by an issuer."),
    "no_time": _("The signature of %(signer)s does not say when it was made."),
    "time_ahead": _("The signature of %(signer)s gives a time that is still to come."),
    "expired_since": _(
        "The certificate of %(signer)s has run out since, and no time stamp proves that it was signed before."
    ),
}


def failure_words(code: str) -> Promise | str:
    """Return the sentence for a file that could not be checked (``verifying.FAILURES``)."""
    return _FAILURES.get(code, _FAILURES["failed"])


def trust_words(code: str) -> Promise | str:
    """Return why a certificate is trusted no further (``records.TRUST``), as a part of a sentence."""
    return _TRUST[code]


def kind_words(code: str) -> Promise | str:
    """Return the name of a kind of container."""
    return _KINDS[code]


def remark_words(remark: Remark) -> str:
    """Return the remark's sentence in the active language."""
    return str(_REMARKS[remark.code]) % dict(remark.data)
