"""The state of a case: small, mutable, owned by whoever folds its events.

Everything that deciding needs is here, so that deciding never reads events. Times are milliseconds since 1970 UTC,
days are ordinals.
"""

from msgspec import Struct, field

from onething.cases.core.clock import Clock

WAITING = "waiting"
SENT = "sent"
ACCEPTED = "accepted"
CORRECTION_WANTED = "correction_wanted"
CORRECTION = "correction"
SUSPENDED = "suspended"
GRANTED = "granted"
DENIED = "denied"
CANCELLED = "cancelled"
SKIPPED = "skipped"
RUNNING = "running"
PASSED = "passed"
WITHDRAWN = "withdrawn"

EXAMINED = frozenset({ACCEPTED, CORRECTION_WANTED, CORRECTION, SUSPENDED, GRANTED, DENIED})
ENDED = frozenset({GRANTED, DENIED, CANCELLED, WITHDRAWN, SKIPPED, PASSED})
UNCOUNTED = frozenset({SKIPPED, PASSED})
"""What is over and says nothing of how the case ended: items not needed after all, and times that passed."""

SIGNING = "signing"
SIGNATURE_LAPSED = "signature_lapsed"
IN_PROGRESS = "in_progress"
AT_APPLICANT = "correction"
DONE = "done"
PARTLY_DONE = "partly_done"
REFUSED = "refused"

OPEN_CASE = frozenset({SIGNING, SIGNATURE_LAPSED, IN_PROGRESS, AT_APPLICANT})
UNSENT_CASE = frozenset({SIGNING, SIGNATURE_LAPSED})


class WorkItemState(Struct, array_like=True, gc=False):
    """One item of the case. `item` is its number, which it keeps for as long as the case lives; `lease` names the claim that was answered.

    Who holds an item that nobody has answered yet is the queue's business: see `cases.holding`.

    `asked` is true once a correction was asked: the law allows one. `contested` are the field and document keys of
    a correction. `until` is the moment (ms) at which a running wait is over, `region` whose office does the item where
    that is not the case's. `deemed` is true where silence of five working days counted as acceptance.
    """

    item: int
    state: str = WAITING
    lease: str = ""
    sent_on: int = 0
    asked: bool = False
    deemed: bool = False
    delivered: bool = False
    clock: Clock = field(default_factory=Clock)
    contested: tuple[str, ...] = ()
    until: int = 0
    region: str = ""


class Signer(Struct, array_like=True, gc=False):
    """Another applicant whose signature is needed: `answer` is empty, `signed` or `declined`."""

    role: str
    key: str
    answer: str = ""


class CaseState(Struct, array_like=True, gc=False):
    """A whole case. `form` is the version of its form; `counts` how many members its list roles have.

    `numbers`: each item's number, and its number in the release, once the case moved to one that counts otherwise.
    """

    status: str = SIGNING
    region: str = ""
    applicant: str = ""
    role: str = ""
    delivery: str = ""
    items: list[WorkItemState] = field(default_factory=list)
    signers: list[Signer] = field(default_factory=list)
    sign_by: int = 0
    form: int = 0
    clock: Clock = field(default_factory=Clock)
    wanted_on: int = 0
    counts: tuple[tuple[str, int], ...] = ()
    numbers: tuple[tuple[int, int], ...] = ()

    def item(self, index: int) -> WorkItemState | None:
        """Give the item with this number, or None where the case has no such item."""
        for item in self.items:
            if item.item == index:
                return item
        return None
