"""What a person who is no administrator may reach of Wagtail's own addresses. What is not named here is closed.

Wagtail's views were written for one editorial team: some check only the parent, some nothing. So each address says here
what its ids must be for this person; a test walks the resolver and fails for an address of Wagtail's without a rule.
"""

from enum import Enum, auto


class Rule(Enum):
    OPEN = auto()  # names nothing that belongs to anybody
    PAGES = auto()  # page ids in the address or the parameters must be explorable
    BULK = auto()  # like PAGES or the media rules, by the model that the address names
    EDITED = auto()  # like PAGES, QUIZZES, BANKS or ASSIGNMENTS, by the model that the address names
    IMAGES = auto()  # image ids must be the person's own, or of a course they write
    DOCUMENTS = auto()
    VIDEOS = auto()
    QUIZZES = auto()
    BANKS = auto()
    ASSIGNMENTS = auto()
    UPLOADS = auto()  # half-done uploads must be the person's own
    ADMINISTRATORS = auto()


# Snippets that belong to authors, by their names in addresses.
SNIPPETS = {"quiz": Rule.QUIZZES, "questionbank": Rule.BANKS, "assignment": Rule.ASSIGNMENTS}

ADMIN: dict[str, Rule] = {
    "wagtailadmin_home": Rule.OPEN,
    "wagtailadmin_account": Rule.OPEN,
    "wagtailadmin_logout": Rule.OPEN,
    "wagtailadmin_login": Rule.OPEN,
    "wagtailadmin_password_reset": Rule.OPEN,
    "wagtailadmin_password_reset_done": Rule.OPEN,
    "wagtailadmin_password_reset_confirm": Rule.OPEN,
    "wagtailadmin_password_reset_complete": Rule.OPEN,
    "wagtailadmin_dismissibles": Rule.OPEN,
    "wagtailadmin_sprite": Rule.OPEN,
    "wagtailadmin_javascript_catalog": Rule.OPEN,
    "wagtailadmin_block_preview": Rule.OPEN,
    "wagtailadmin_choose_page_external_link": Rule.OPEN,
    "wagtailadmin_choose_page_email_link": Rule.OPEN,
    "wagtailadmin_choose_page_phone_link": Rule.OPEN,
    "wagtailadmin_choose_page_anchor_link": Rule.OPEN,
    "wagtailembeds:chooser": Rule.OPEN,
    "wagtailembeds:chooser_upload": Rule.OPEN,
    "wagtailadmin_editing_sessions:ping": Rule.EDITED,
    "wagtailadmin_editing_sessions:release": Rule.OPEN,
    "wagtailadmin_api:pages:listing": Rule.PAGES,
    "wagtailadmin_api:pages:detail": Rule.PAGES,
    "wagtail_bulk_action": Rule.BULK,
    "wagtailadmin_explore_root": Rule.PAGES,
    "wagtailadmin_explore": Rule.PAGES,
    "wagtailadmin_explore_results": Rule.PAGES,
    "wagtailadmin_choose_page": Rule.PAGES,
    "wagtailadmin_choose_page_child": Rule.PAGES,
    "wagtailadmin_choose_page_search": Rule.PAGES,
    "wagtailadmin_choose_page_chosen_multiple": Rule.PAGES,
    **{
        f"wagtailadmin_pages:{name}": Rule.PAGES
        for name in (
            "add",
            "add_subpage",
            "choose_parent",
            "copy",
            "delete",
            "edit",
            "history",
            "history_results",
            "move",
            "move_confirm",
            "preview_on_add",
            "preview_on_edit",
            "revisions_compare",
            "revisions_index",
            "revisions_revert",
            "revisions_view",
            "search",
            "search_results",
            "set_page_position",
            "usage",
            "view_draft",
            "workflow_history",
            "workflow_history_detail",
        )
    },
    **{
        f"wagtailimages:{name}": Rule.IMAGES
        for name in (
            "index",
            "index_results",
            "add",
            "edit",
            "delete",
            "preview",
            "image_usage",
            "add_multiple",
            "edit_multiple",
            "delete_multiple",
        )
    },
    "wagtailimages:create_multiple_from_uploaded_image": Rule.UPLOADS,
    "wagtailimages:delete_upload_multiple": Rule.UPLOADS,
    **{
        f"wagtailimages_chooser:{name}": Rule.IMAGES
        for name in ("choose", "choose_results", "chosen", "chosen_multiple", "create", "select_format")
    },
    **{
        f"wagtaildocs:{name}": Rule.DOCUMENTS
        for name in (
            "index",
            "index_results",
            "add",
            "edit",
            "delete",
            "document_usage",
            "add_multiple",
            "edit_multiple",
            "delete_multiple",
        )
    },
    **{f"videos:{name}": Rule.VIDEOS for name in ("index", "index_results", "add", "edit", "delete", "usage")},
    **{
        f"video_chooser:{name}": Rule.VIDEOS
        for name in ("choose", "choose_results", "chosen", "chosen_multiple", "create")
    },
    **{
        f"wagtailsnippets_assessments_{model}:{name}": rule
        for model, rule in SNIPPETS.items()
        for name in (
            "list",
            "list_results",
            "add",
            "edit",
            "delete",
            "usage",
            "history",
            "history_results",
            "revisions_revert",
            "revisions_compare",
        )
    },
    **{
        f"wagtailsnippetchoosers_assessments_{model}:{name}": rule
        for model, rule in SNIPPETS.items()
        for name in ("choose", "choose_results", "chosen", "chosen_multiple")
    },
    "wagtaildocs:create_multiple_from_uploaded_document": Rule.UPLOADS,
    "wagtaildocs:delete_upload_multiple": Rule.UPLOADS,
    **{
        f"wagtaildocs_chooser:{name}": Rule.DOCUMENTS
        for name in ("choose", "choose_results", "chosen", "chosen_multiple", "create")
    },
}

CONTENT_API: dict[str, Rule] = {
    "whoami": Rule.OPEN,
    "list_schemas": Rule.OPEN,
    "get_schema_for_type": Rule.OPEN,
    "openapi-json": Rule.OPEN,
    "openapi-view": Rule.OPEN,
    "api-root": Rule.OPEN,
    **dict.fromkeys(
        (
            "list_pages",
            "create_page",
            "find_page",
            "detail_page",
            "update_page",
            "delete_page",
            "list_page_revisions",
            "detail_page_revision",
            "pages_actions_copy",
            "pages_actions_move",
            "pages_actions_delete",
            "pages_actions_revert",
        ),
        Rule.PAGES,
    ),
    **{f"{verb}_image": Rule.IMAGES for verb in ("create", "detail", "update", "delete")},
    **{f"{verb}_document": Rule.DOCUMENTS for verb in ("create", "detail", "update", "delete")},
}

# Addresses closed to everybody but administrators, named so that a new address of Wagtail's does not slip in unseen.
CLOSED_NAMESPACES = frozenset(
    {
        "accounts_role_requests",
        "categories",
        "contact_messages",
        "course_chooser",
        "disputes",
        "ledger",
        "ledger_accounts",
        "levels",
        "order_checks",
        "orders",
        "reconciliations",
        "refund_requests",
        "stripe_events",
        "styles",
        "subscriptions",
        "wagtailadmin_collections",
        "wagtailadmin_reports",
        "wagtailadmin_workflows",
        "wagtailredirects",
        "wagtailsettings",
        "wagtailsites",
        "wagtailsnippets",
        "wagtailusers_api_tokens",
        "wagtailusers_groups",
        "wagtailusers_users",
    }
)
CLOSED = frozenset(
    {
        "wagtailadmin_error_test",
        "wagtailadmin_tag_autocomplete",
        "wagtailadmin_tag_model_autocomplete",
        "wagtailadmin_api:pages:action",
        "wagtailadmin_api:pages:find",
        *(
            f"wagtailadmin_api:{kind}:{view}"
            for kind in ("images", "documents")
            for view in ("listing", "detail", "find")
        ),
        *(
            f"wagtailadmin_pages:{name}"
            for name in (
                "collect_workflow_action_data",
                "confirm_workflow_cancellation",
                "convert_alias",
                "lock",
                "revisions_unschedule",
                "set_privacy",
                "type_use",
                "type_use_results",
                "unlock",
                "unpublish",
                "workflow_action",
                "workflow_preview",
            )
        ),
        "wagtailimages:url_generator",
        "wagtailimages:url_generator_output",
        "wagtailsnippetchoosers_assessments_assignment:create",
        "wagtailsnippetchoosers_assessments_questionbank:create",
        "wagtailsnippetchoosers_assessments_quiz:create",
    }
)

CONTENT_API_CLOSED = frozenset(
    {
        *(f"{verb}_site" for verb in ("create", "detail", "update", "delete")),
        *(f"{verb}_redirect" for verb in ("create", "detail", "update", "delete", "find")),
        *(f"{verb}_snippet" for verb in ("create", "detail", "update", "delete")),
        *(f"snippets_actions_{verb}" for verb in ("copy_for_translation", "delete", "publish", "revert", "unpublish")),
        *(
            f"pages_actions_{verb}"
            for verb in ("convert_alias", "copy_for_translation", "create_alias", "publish", "unpublish")
        ),
        # These two ask collections, not owners, and so would list everybody's.
        "list_documents",
        "list_images",
        "list_sites",
        "list_redirects",
        "list_snippets",
        "list_snippet_revisions",
        "detail_snippet_revision",
    }
)

# Wagtail's views fail over a form without these fields instead of refusing it.
NEEDED_FIELDS = {"wagtailadmin_choose_page_external_link": "external-link-chooser-url"}

PAGE_KWARGS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
PAGE_PARAMETERS = (
    "ancestor_of",
    "childOf",
    "child_of",
    "chooser",
    "descendant_of",
    "destination_page_root",
    "id",
    "new_parent_page",
    "parent",
    "parent_page",
    "target_pages",
    "target_pages[]",
    "translation_of",
)
OWN_KWARGS = {
    Rule.IMAGES: ("image_id", "pk"),
    Rule.DOCUMENTS: ("document_id", "doc_id", "pk"),
    Rule.VIDEOS: ("pk",),
    Rule.QUIZZES: ("pk", "object_id"),
    Rule.BANKS: ("pk", "object_id"),
    Rule.ASSIGNMENTS: ("pk", "object_id"),
}
# Where the JSON body of the content API names pages.
PAGE_KEYS = ("parent_id", "destination_id")
