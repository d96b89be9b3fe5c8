"""All writes of job descriptions, one verb family a file."""

from roles.services.absences import correct_absence, end_substitution, take_back_absence
from roles.services.approval import Basis, approve_version, print_version, prints_order, record_force_act
from roles.services.beginning import begin_text
from roles.services.drafts import delete_draft, new_draft
from roles.services.errors import (
    EmptyClauseError,
    FrozenVersionError,
    LostWordsError,
    RoleError,
    SignedFileError,
    StaleSectionError,
)
from roles.services.loading import add_role, load_document
from roles.services.places import set_places
from roles.services.posts import assign_holder, end_assignment, map_post, set_filling, set_holders
from roles.services.questions import answer_questions
from roles.services.reading import (
    accept_rule,
    add_rule,
    correct_rule,
    drop_reading,
    forget_readings,
    keep_reading,
    refuse_rule,
    restore_rule,
    restore_unplaced,
    say_whose,
    settle_unplaced,
    start_reading,
    take_reading,
)
from roles.services.reviews import open_review, settle_review
from roles.services.sealing_here import confirm_here
from roles.services.sections import Change, ClauseDraft, LostWords, Move, save_section
from roles.services.signing import (
    ask_signatures,
    decline_signing,
    register_signing,
    remind_signers,
    take_signed_file,
    withdraw_signing,
)
from roles.services.signing_many import ContainerTaken, LeftAside, take_container
from roles.services.signing_on_paper import bring_scan, confirm_paper, return_scan
from roles.services.substitution import answer_substitution, ask_substitute
from roles.services.templates import (
    publish_template,
    refuse_template_changes,
    take_template,
    take_template_changes,
    withdraw_template,
)

__all__ = [
    "Basis",
    "Change",
    "ClauseDraft",
    "ContainerTaken",
    "EmptyClauseError",
    "FrozenVersionError",
    "LeftAside",
    "LostWords",
    "LostWordsError",
    "Move",
    "RoleError",
    "SignedFileError",
    "StaleSectionError",
    "accept_rule",
    "add_role",
    "add_rule",
    "answer_questions",
    "answer_substitution",
    "approve_version",
    "ask_signatures",
    "ask_substitute",
    "assign_holder",
    "begin_text",
    "bring_scan",
    "confirm_here",
    "confirm_paper",
    "correct_absence",
    "correct_rule",
    "decline_signing",
    "delete_draft",
    "drop_reading",
    "end_assignment",
    "end_substitution",
    "forget_readings",
    "keep_reading",
    "load_document",
    "map_post",
    "new_draft",
    "open_review",
    "print_version",
    "prints_order",
    "publish_template",
    "record_force_act",
    "refuse_rule",
    "refuse_template_changes",
    "register_signing",
    "remind_signers",
    "restore_rule",
    "restore_unplaced",
    "return_scan",
    "save_section",
    "say_whose",
    "set_filling",
    "set_holders",
    "set_places",
    "settle_review",
    "settle_unplaced",
    "start_reading",
    "take_back_absence",
    "take_container",
    "take_reading",
    "take_signed_file",
    "take_template",
    "take_template_changes",
    "withdraw_signing",
    "withdraw_template",
]
