"""Time stamps (RFC 3161) in a signature: whether one belongs to these bytes. Who made it is not judged."""

import hashlib
from datetime import datetime
from typing import Final

from asn1crypto import cms, tsp
from pyhanko.sign.general import extract_signer_info
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation, validate_sig_integrity

_HASHES: Final = {"sha256", "sha384", "sha512"}


def stamped_time(token: cms.SignedData, stamped: bytes) -> datetime | None:
    """Return the token's time if it stamps exactly ``stamped`` and its own signature fits, else None.

    A token of unusual make raises whatever its reading raises.
    """
    content = token["encap_content_info"]
    if content["content_type"].native != "tst_info":
        return None
    info = content["content"].parsed
    if not isinstance(info, tsp.TSTInfo):
        return None
    imprint = info["message_imprint"]
    method = imprint["hash_algorithm"]["algorithm"].native
    if method not in _HASHES or hashlib.new(method, stamped).digest() != imprint["hashed_message"].native:
        return None
    signer = extract_signer_info(token)
    own_method = signer["digest_algorithm"]["algorithm"].native
    if own_method not in _HASHES:
        return None
    digest = hashlib.new(own_method, bytes(content["content"])).digest()
    certificate = extract_certs_for_validation(token).signer_cert
    intact, valid = validate_sig_integrity(signer, certificate, "tst_info", digest)
    time = info["gen_time"].native
    return time if intact and valid and isinstance(time, datetime) else None


def parse_token(der: bytes) -> cms.SignedData:
    """Return the signed data of a DER token. Raises ValueError."""
    return cms.ContentInfo.load(der)["content"]
