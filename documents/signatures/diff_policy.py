"""What may be added to a PDF after it was signed.

pyHanko's policy allows further signatures in fields that were there, their appearance and data for long keeping.
In an accessible PDF the structure tree refers to each signature field as well (ISO 14289-1, 7.18.1), and the policy
takes the change of such a field for a change of the tree. One more rule allows just this.
"""

import logging
from collections.abc import Iterable
from typing import Final

from pyhanko.pdf_utils.generic import ArrayObject, IndirectObject
from pyhanko.pdf_utils.reader import HistoricalResolver
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    FormUpdate,
    FormUpdatingRule,
    ModificationLevel,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON
from pyhanko.sign.diff_analysis.form_rules_api import FieldComparisonContext, _list_fields
from pyhanko.sign.diff_analysis.rules_api import AbsoluteContext, ReferenceUpdate, WhitelistRule

# It logs what it finds suspicious, with a traceback; the answer says it already.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


class TaggedFieldRule(WhitelistRule):
    """Clears the structure tree's way to signature fields that were still empty; every other way must clear itself."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterable[ReferenceUpdate]:
        """Yield one update for each way through ``/Obj`` of the structure tree to an empty signature field."""
        if "/AcroForm" not in old.root:
            return
        fields = old.root["/AcroForm"]["/Fields"]
        for place in range(len(fields)):
            reference = fields.raw_get(place)
            if not isinstance(reference, IndirectObject):
                continue
            field = reference.get_object()
            if field.get("/FT") != "/Sig" or "/V" in field:
                continue
            for path in old._get_usages_of_ref(reference.reference):
                if str(path).startswith(".Root.StructTreeRoot.") and str(path).endswith(".Obj"):
                    yield ReferenceUpdate(reference.reference, context_checked=AbsoluteContext(path, old))


class FirstSignatureRule(FormUpdatingRule):
    """Lets a document that had no signature yet get what its first one brings: the form itself, and its flags.

    The flags say that there are signatures now (ISO 32000-1, table 219); both only make room for fields, and those
    must be signature fields.
    """

    def __init__(self) -> None:
        super().__init__(_FORM_RULE.field_rules, ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"})

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterable[tuple[ModificationLevel, FormUpdate]]:
        """Yield what is allowed, as the rule for later signatures does."""
        if "/AcroForm" in old.root or "/AcroForm" not in new.root:
            yield from super().apply(old, new)
            return
        form = new.root["/AcroForm"]
        if not set(form) <= self.ignored_acroform_keys:
            raise SuspiciousModification("The new form holds more than fields.")
        for holder, key in ((new.root, "/AcroForm"), (form, "/Fields")):
            value = holder.raw_get(key)
            if isinstance(value, IndirectObject) and old.is_ref_unassignable(value.reference):
                yield ModificationLevel.LTA_UPDATES, FormUpdate(updated_ref=value.reference)
        fields = dict(_list_fields(ArrayObject(), form["/Fields"], old_path=None))
        context = FieldComparisonContext(field_specs=fields, old=old, new=new)
        for rule in self.field_rules:
            yield from rule.apply(context)


_RULES: Final = [*DEFAULT_DIFF_POLICY.global_rules, TaggedFieldRule().as_qualified(ModificationLevel.FORM_FILLING)]
_FORM_RULE: Final = FormUpdatingRule([SigFieldCreationRule(), SigFieldModificationRule()])

# From one signature of a file to the next, whoever made it.
POLICY: Final = StandardDiffPolicy(global_rules=_RULES, form_rule=DEFAULT_DIFF_POLICY.form_rule)
# From the document that Kord gave out to what came back; ours have no fields but those of signatures.
STORED_POLICY: Final = StandardDiffPolicy(global_rules=_RULES, form_rule=FirstSignatureRule())
