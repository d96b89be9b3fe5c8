"""Electronic signatures: what a signed file holds and whether it holds, and the school's own seal on our PDFs.

A technical check of bytes, never a legal validation: no trust list, no revocation and no time-stamp service is
asked. ``verifying`` and ``sealing`` are the doors; what they start runs in the limited process of
``documents.limits``, so neither Django nor the parsing of strangers' files meets there.
"""
