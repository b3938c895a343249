"""What happened, in the past tense. Each event is recorded once and never changed.

An event carries every number that was worked out when it happened (limits, paused days), so that folding events needs
neither a calendar nor a release. Personal data lies in the form, which events name by version and digest.
"""

from msgspec import Struct


class Event(Struct, frozen=True, array_like=True, tag=True, gc=False):
    """Base of all events; the tag is the class name."""


class Submitted(Event, frozen=True):
    """The applicant sent the one form. `items` are the numbers of the route; `counts` as in Route.

    `places`: the region whose office does an item, where that is not the region of the case.
    """

    region: str
    applicant: str
    role: str
    delivery: str
    items: tuple[int, ...]
    signers: tuple[tuple[str, str], ...]
    sign_by: int
    digest: str
    counts: tuple[tuple[str, int], ...] = ()
    places: tuple[tuple[int, str], ...] = ()


class Signed(Event, frozen=True):
    """Another applicant signed."""

    role: str


class SigningDeclined(Event, frozen=True):
    """Another applicant does not agree."""

    role: str


class SigningLapsed(Event, frozen=True):
    """A signature did not come in time; nothing was sent, nothing is lost."""


class SigningRenewed(Event, frozen=True):
    """The applicant asked again."""

    sign_by: int


class Started(Event, frozen=True):
    """The joint clock started: `limit` working days after `day`."""

    day: int
    limit: int


class ItemSent(Event, frozen=True):
    """An item went to its department; its clock runs."""

    item: int
    day: int
    limit: int


class ItemReceived(Event, frozen=True):
    """A department had taken the item, with the claim `lease`, at `at` (ms). Recorded with its first answer."""

    item: int
    lease: str
    at: int


class ItemAccepted(Event, frozen=True):
    """受理. `deemed` where the department was silent for five working days (行政许可法 art. 32)."""

    item: int
    deemed: bool


class CorrectionWanted(Event, frozen=True):
    """A department found something to correct; it is gathered before the applicant is asked."""

    item: int
    day: int
    contested: tuple[str, ...]
    reason: str
    good_enough: str


class CorrectionAsked(Event, frozen=True):
    """The gathered request was put to the applicant, once; the clocks of `items` and of the case stop."""

    day: int
    items: tuple[int, ...]


class Corrected(Event, frozen=True):
    """The applicant answered; each of `items` goes back with the working days that its clock stood still."""

    day: int
    items: tuple[tuple[int, int], ...]
    paused: int
    form: int
    digest: str
    explanation: str


class ItemSuspended(Event, frozen=True):
    """A special procedure stopped the clock: cause and legal basis are on the record."""

    item: int
    day: int
    cause: str
    basis: str


class ItemResumed(Event, frozen=True):
    """The special procedure ended; `paused` and `case_paused` are working days."""

    item: int
    day: int
    paused: int
    case_paused: int


class ItemGranted(Event, frozen=True):
    """The item was decided for the applicant. `results`: (document key, paper digest, number)."""

    item: int
    results: tuple[tuple[str, str, str], ...]
    delivered: bool
    form: int
    digest: str


class ItemDenied(Event, frozen=True):
    """The item was decided against the applicant, with rule, reason and remedy."""

    item: int
    rule: str
    reason: str
    remedy: str


class ItemDelivered(Event, frozen=True):
    """The results were handed over: posted, collected or put into the wallet."""

    item: int
    how: str
    tracking: str


class ItemSkipped(Event, frozen=True):
    """What earlier items gave and decided shows that this one is not needed."""

    item: int


class WaitStarted(Event, frozen=True):
    """A time began that must pass until `until` (ms); where `excluded`, the joint clock stands still, by `law`."""

    item: int
    day: int
    until: int
    excluded: bool
    law: str


class WaitEnded(Event, frozen=True):
    """The time has passed; `case_paused` are the working days that the joint clock stood still."""

    item: int
    day: int
    case_paused: int


class ItemCancelled(Event, frozen=True):
    """The item can no longer be done because the item `because` was not granted."""

    item: int
    because: int


class Warned(Event, frozen=True):
    """`percent` of a limit is used; `item` is -1 for the joint limit."""

    item: int
    percent: int


class Migrated(Event, frozen=True):
    """The case moved from one release to another, named by their hashes. Its items keep their numbers.

    `numbers`: an item's number in this case, and its number in the new release.
    """

    before: str
    after: str
    numbers: tuple[tuple[int, int], ...]


class Withdrawn(Event, frozen=True):
    """The applicant took the case back; open items end."""

    reason: str


class Finished(Event, frozen=True):
    """Every item is decided. `status`: done, partly_done or refused."""

    status: str


AnyEvent = (
    Submitted
    | Signed
    | SigningDeclined
    | SigningLapsed
    | SigningRenewed
    | Started
    | ItemSent
    | ItemReceived
    | ItemAccepted
    | CorrectionWanted
    | CorrectionAsked
    | Corrected
    | ItemSuspended
    | ItemResumed
    | ItemGranted
    | ItemDenied
    | ItemDelivered
    | ItemSkipped
    | WaitStarted
    | WaitEnded
    | ItemCancelled
    | Warned
    | Migrated
    | Withdrawn
    | Finished
)
