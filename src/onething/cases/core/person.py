"""What an applicant and the other signers may do."""

from onething.base.errors import Invalid, Problem
from onething.cases.core import commands as c
from onething.cases.core import events as e
from onething.cases.core import flow
from onething.cases.core import state as s
from onething.cases.core.decision import Decision, not_found, refuse


def submit(decision: Decision, command: c.Submit) -> None:
    """Open the case: it starts at once, or waits for the other signatures first."""
    if decision.actor.kind != "person" or command.parties.get(command.role) != decision.actor.key:
        raise not_found()
    if not command.items:
        raise Invalid(Problem("case.no_items"))
    _, digest = decision.keep_form(command.answers, command.documents)
    signers = tuple((role, command.parties[role]) for role in command.signers)
    decision.emit(
        e.Submitted(
            command.region,
            decision.actor.key,
            command.role,
            command.delivery,
            command.items,
            signers,
            command.sign_by if signers else 0,
            digest,
            command.counts,
            _places(decision, command),
        )
    )
    if not signers:
        flow.start(decision)


def _places(decision: Decision, command: c.Submit) -> tuple[tuple[int, str], ...]:
    """Give the region of each item that an office elsewhere does: two offices of one department in one case."""
    found = []
    for number in command.items:
        region = decision.known.get(decision.route.plan(number).at)
        if region and region != command.region:
            found.append((number, str(region)))
    return tuple(found)


def applicant_only(decision: Decision) -> None:
    """Let only the applicant pass."""
    if decision.actor.kind != "person" or decision.actor.key != decision.state.applicant:
        raise not_found()


def signer(decision: Decision) -> s.Signer:
    """Give the signer who acts; for anybody else there is no such case."""
    for candidate in decision.state.signers:
        if decision.actor.kind == "person" and candidate.key == decision.actor.key:
            return candidate
    raise not_found()


def sign(decision: Decision, command: c.Sign) -> None:
    """Agree; the last signature starts the case."""
    who = signer(decision)
    if who.answer == "signed":
        raise refuse("already_signed")
    if decision.state.status != s.SIGNING or decision.state.sign_by < decision.at:
        raise refuse("signing_over")
    decision.emit(e.Signed(who.role))
    if all(other.answer == "signed" for other in decision.state.signers):
        flow.start(decision)


def decline_signing(decision: Decision, command: c.DeclineSigning) -> None:
    """Do not agree; nothing is sent, and the applicant learns only that it was declined."""
    who = signer(decision)
    if decision.state.status != s.SIGNING:
        raise refuse("signing_over")
    decision.emit(e.SigningDeclined(who.role))


def renew_signing(decision: Decision, command: c.RenewSigning) -> None:
    """Ask for the signature again after it lapsed or was declined."""
    applicant_only(decision)
    if decision.state.status != s.SIGNATURE_LAPSED:
        raise refuse("signing_not_lapsed")
    decision.emit(e.SigningRenewed(command.sign_by))


def correct(decision: Decision, command: c.Correct) -> None:
    """Answer the gathered correction: only contested rows may change; each item goes back to its department."""
    applicant_only(decision)
    state = decision.state
    if state.status != s.AT_APPLICANT:
        raise refuse("no_correction_open")
    items = [item for item in state.items if item.state == s.CORRECTION]
    contested = {key for item in items for key in item.contested}
    changed = {*command.answers, *command.documents}
    if changed - contested:
        raise Invalid(*(Problem("case.not_contested", field=key) for key in sorted(changed - contested)))
    if not changed and not command.explanation.strip():
        raise Invalid(Problem("case.nothing_corrected"))
    version, digest = decision.keep_form(command.answers, command.documents)
    between, day = decision.calendar.between, decision.day
    back = tuple((item.item, between(item.clock.paused_since, day)) for item in items)
    paused = between(state.clock.paused_since, day)
    decision.emit(e.Corrected(day, back, paused, version, digest, command.explanation))
    flow.gather(decision)


def withdraw(decision: Decision, command: c.Withdraw) -> None:
    """Take the case back while anything is still open; what is decided stays decided."""
    applicant_only(decision)
    if decision.state.status not in s.OPEN_CASE:
        raise refuse("already_ended", status=decision.state.status)
    decision.emit(e.Withdrawn(command.reason))
