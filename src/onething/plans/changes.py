"""The kinds of change between two releases, and what each means for a case that is open.

This table is the only one: `onething diff` and `onething migrate` go by it, docs/reference/changes.md tells it.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any


class Effect(IntEnum):
    """What a change means for an open case, the mildest first."""

    HARMLESS = 0
    ANSWER = 1
    CONSENT = 2
    FORBIDDEN = 3

    @property
    def key(self) -> str:
        """The word under which texts and data name it."""
        return self.name.lower()


KINDS: dict[str, Effect] = {
    "words": Effect.HARMLESS,
    "order": Effect.HARMLESS,
    "sources": Effect.HARMLESS,
    "law": Effect.HARMLESS,
    "figures": Effect.HARMLESS,
    "lead": Effect.HARMLESS,
    "role_added": Effect.HARMLESS,
    "applicant_added": Effect.HARMLESS,
    "question_removed": Effect.HARMLESS,
    "option_added": Effect.HARMLESS,
    "eligibility": Effect.HARMLESS,
    "when_to_apply": Effect.HARMLESS,
    "members_more": Effect.HARMLESS,
    "limit_shorter": Effect.HARMLESS,
    "refusal_milder": Effect.HARMLESS,
    "field_added": Effect.HARMLESS,
    "field_removed": Effect.HARMLESS,
    "document_added": Effect.HARMLESS,
    "document_removed": Effect.HARMLESS,
    "need_eased": Effect.HARMLESS,
    "sees_less": Effect.HARMLESS,
    "sees_new": Effect.HARMLESS,
    "field_ways": Effect.HARMLESS,
    "bounds_wider": Effect.HARMLESS,
    "masked": Effect.HARMLESS,
    "way_added": Effect.HARMLESS,
    "file_rules": Effect.HARMLESS,
    "registry_less": Effect.HARMLESS,
    "delivery_added": Effect.HARMLESS,
    "question_added": Effect.ANSWER,
    "field_required": Effect.ANSWER,
    "document_required": Effect.ANSWER,
    "option_removed": Effect.ANSWER,
    "field_type": Effect.ANSWER,
    "bounds_tighter": Effect.ANSWER,
    "way_removed": Effect.ANSWER,
    "item_added": Effect.CONSENT,
    "item_rule": Effect.CONSENT,
    "item_later_rule": Effect.CONSENT,
    "item_kind": Effect.CONSENT,
    "department": Effect.CONSENT,
    "office": Effect.CONSENT,
    "sees_more": Effect.CONSENT,
    "sees_results": Effect.CONSENT,
    "unmasked": Effect.CONSENT,
    "registry_more": Effect.CONSENT,
    "need_rule": Effect.CONSENT,
    "question_rule": Effect.CONSENT,
    "field_source": Effect.CONSENT,
    "giver": Effect.CONSENT,
    "gives": Effect.CONSENT,
    "result": Effect.CONSENT,
    "waits": Effect.CONSENT,
    "limit_longer": Effect.CONSENT,
    "limit_excludes": Effect.CONSENT,
    "refusal_harder": Effect.CONSENT,
    "signing": Effect.CONSENT,
    "delivery_removed": Effect.CONSENT,
    "identity": Effect.FORBIDDEN,
    "item_removed": Effect.FORBIDDEN,
    "role_removed": Effect.FORBIDDEN,
    "role_kind": Effect.FORBIDDEN,
    "applicant_removed": Effect.FORBIDDEN,
    "members": Effect.FORBIDDEN,
    "contested_removed": Effect.FORBIDDEN,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two releases. `about` is the key of what changed, `part` the part of it.

    `item` is the item whose cases alone it concerns, where it does not concern all; `rule` the rule under which it
    does, None where that cannot be worked out beforehand.
    """

    kind: str
    about: str
    part: str = ""
    item: str = ""
    rule: str | None = ""
    before: Any = None
    after: Any = None

    @property
    def effect(self) -> Effect:
        """What it means for an open case that it concerns."""
        return KINDS[self.kind]
