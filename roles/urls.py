"""Addresses of the roles app, below /s/<school>/."""

from django.urls import path

from roles import people_urls, signing_urls
from roles.views import (
    approving,
    arriving,
    comparing,
    drafts,
    editing,
    library,
    posts,
    questions,
    reading,
    reading_rules,
    reading_whose,
    readings,
    removing,
    reviews,
    rules,
    side_by_side,
    signings,
)

app_name = "roles"
_READING = "roles/new/readings/<slug:public_id>/"
_VERSION = "roles/<slug:code>/versions/<int:number>/"
urlpatterns = [
    *people_urls.urlpatterns,
    *signing_urls.urlpatterns,
    path("roles/", reading.role_list, name="role-list"),
    path("roles/new/", arriving.role_new, name="role-new"),
    path("roles/new/text/", arriving.role_write, name="role-write"),
    path("roles/new/example/", arriving.role_example, name="role-example"),
    path("roles/new/read/", arriving.role_read, name="role-read"),
    path("roles/compare/", side_by_side.roles_compare, name="roles-compare"),
    path("roles/compare/pdf/", side_by_side.roles_compare_pdf, name="roles-compare-pdf"),
    path("roles/new/library/", library.library, name="library"),
    path("roles/new/library/<slug:source>/<slug:code>/<slug:language>/", library.template, name="template"),
    path(_READING, readings.reading, name="reading"),
    path(f"{_READING}drop/", readings.reading_drop, name="reading-drop"),
    path(f"{_READING}clauses/<slug:place>/rules/new/", reading_rules.reading_rule_new, name="reading-rule-new"),
    path(f"{_READING}clauses/<slug:place>/rules/<int:number>/", reading_rules.reading_rule, name="reading-rule"),
    path(
        f"{_READING}clauses/<slug:place>/rules/<int:number>/accept/",
        reading_rules.reading_rule_accept,
        name="reading-rule-accept",
    ),
    path(
        f"{_READING}clauses/<slug:place>/rules/<int:number>/refuse/",
        reading_rules.reading_rule_refuse,
        name="reading-rule-refuse",
    ),
    path(
        f"{_READING}clauses/<slug:place>/rules/<int:number>/restore/",
        reading_rules.reading_rule_restore,
        name="reading-rule-restore",
    ),
    path(f"{_READING}clauses/<slug:place>/whose/", reading_whose.reading_whose, name="reading-whose"),
    path(f"{_READING}unplaced/<int:number>/", reading_rules.reading_unplaced, name="reading-unplaced"),
    path("roles/<slug:code>/", reading.role_detail, name="role-detail"),
    path("roles/<slug:code>/holders/", posts.holders, name="holders"),
    path("roles/<slug:code>/holders/<slug:public_id>/end/", posts.holder_end, name="holder-end"),
    path("roles/<slug:code>/review/", reviews.review, name="review"),
    path("roles/<slug:code>/review/open/", reviews.review_open, name="review-open"),
    path("roles/<slug:code>/template/", library.role_template, name="role-template"),
    path("roles/<slug:code>/draft/", drafts.draft_begin, name="new-draft"),
    path(_VERSION, reading.version_detail, name="version-detail"),
    path(f"{_VERSION}pdf/", reading.version_pdf, name="version-pdf"),
    path(f"{_VERSION}pdf/with-order/", reading.version_act_pdf, name="version-act-pdf"),
    path("roles/<slug:code>/compare/", comparing.role_compare, name="role-compare"),
    path(f"{_VERSION}compare/<int:other>/", comparing.version_compare, name="version-compare"),
    path(f"{_VERSION}posts/", posts.posts, name="posts"),
    path(f"{_VERSION}questions/", questions.version_questions, name="version-questions"),
    path(f"{_VERSION}approve/", approving.version_approve, name="version-approve"),
    path(f"{_VERSION}force-act/", approving.version_force_act, name="version-force-act"),
    path(f"{_VERSION}ask-signatures/", signings.version_ask, name="version-ask"),
    path(f"{_VERSION}delete/", drafts.draft_delete, name="draft-delete"),
    path(f"{_VERSION}sections/<int:position>/edit/", editing.section_edit, name="section-edit"),
    path(
        f"{_VERSION}sections/<int:position>/clauses/<uuid:clause>/remove/",
        removing.clause_remove,
        name="clause-remove",
    ),
    path(f"{_VERSION}sections/<int:position>/rules/<uuid:rule_key>/", rules.rule_edit, name="rule-edit"),
    path(f"{_VERSION}sections/<int:position>/clauses/<uuid:clause>/rules/new/", rules.rule_new, name="rule-new"),
]
