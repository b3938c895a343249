"""The kinds of change between two releases, and what each means for a case that is open.

This table is the only one: `onething diff` and `onething migrate` go by it, docs/reference/changes.md tells it.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any


class Consequence(IntEnum):
    """What a change means for an open case, the mildest first."""

    HARMLESS = 0
    ANSWER = 1
    CONSENT = 2
    FORBIDDEN = 3

    @property
    def key(self) -> str:
        """The word under which texts and data name it."""
        return self.name.lower()


KINDS: dict[str, Consequence] = {
    "words": Consequence.HARMLESS,
    "order": Consequence.HARMLESS,
    "sources": Consequence.HARMLESS,
    "law": Consequence.HARMLESS,
    "figures": Consequence.HARMLESS,
    "lead": Consequence.HARMLESS,
    "role_added": Consequence.HARMLESS,
    "applicant_added": Consequence.HARMLESS,
    "question_removed": Consequence.HARMLESS,
    "option_added": Consequence.HARMLESS,
    "eligibility": Consequence.HARMLESS,
    "when_to_apply": Consequence.HARMLESS,
    "members_more": Consequence.HARMLESS,
    "limit_shorter": Consequence.HARMLESS,
    "refusal_milder": Consequence.HARMLESS,
    "field_added": Consequence.HARMLESS,
    "field_removed": Consequence.HARMLESS,
    "document_added": Consequence.HARMLESS,
    "document_removed": Consequence.HARMLESS,
    "need_eased": Consequence.HARMLESS,
    "sees_less": Consequence.HARMLESS,
    "sees_new": Consequence.HARMLESS,
    "field_ways": Consequence.HARMLESS,
    "bounds_wider": Consequence.HARMLESS,
    "masked": Consequence.HARMLESS,
    "way_added": Consequence.HARMLESS,
    "file_rules": Consequence.HARMLESS,
    "registry_less": Consequence.HARMLESS,
    "delivery_added": Consequence.HARMLESS,
    "channel_added": Consequence.HARMLESS,
    "assurance_lowered": Consequence.HARMLESS,
    "fee_lowered": Consequence.HARMLESS,
    "question_added": Consequence.ANSWER,
    "field_required": Consequence.ANSWER,
    "document_required": Consequence.ANSWER,
    "option_removed": Consequence.ANSWER,
    "field_type": Consequence.ANSWER,
    "bounds_tighter": Consequence.ANSWER,
    "way_removed": Consequence.ANSWER,
    "item_added": Consequence.CONSENT,
    "item_rule": Consequence.CONSENT,
    "item_later_rule": Consequence.CONSENT,
    "item_kind": Consequence.CONSENT,
    "department": Consequence.CONSENT,
    "office": Consequence.CONSENT,
    "sees_more": Consequence.CONSENT,
    "sees_results": Consequence.CONSENT,
    "unmasked": Consequence.CONSENT,
    "registry_more": Consequence.CONSENT,
    "need_rule": Consequence.CONSENT,
    "question_rule": Consequence.CONSENT,
    "field_source": Consequence.CONSENT,
    "giver": Consequence.CONSENT,
    "gives": Consequence.CONSENT,
    "result": Consequence.CONSENT,
    "waits": Consequence.CONSENT,
    "limit_longer": Consequence.CONSENT,
    "limit_excludes": Consequence.CONSENT,
    "refusal_harder": Consequence.CONSENT,
    "signing": Consequence.CONSENT,
    "delivery_removed": Consequence.CONSENT,
    "channel_removed": Consequence.CONSENT,
    "assurance_raised": Consequence.CONSENT,
    "fee_raised": Consequence.CONSENT,
    "identity": Consequence.FORBIDDEN,
    "item_removed": Consequence.FORBIDDEN,
    "role_removed": Consequence.FORBIDDEN,
    "role_kind": Consequence.FORBIDDEN,
    "applicant_removed": Consequence.FORBIDDEN,
    "members": Consequence.FORBIDDEN,
    "contested_removed": Consequence.FORBIDDEN,
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
    def consequence(self) -> Consequence:
        """What it means for an open case that it concerns."""
        return KINDS[self.kind]
