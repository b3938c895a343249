"""The one authorisation filter: every read of cases, work and drafts starts from one of these querysets."""

from django.db.models import Exists, OuterRef, QuerySet

from onething.base.actor import Actor
from onething.cases.models import Case, Draft, Party, WorkItem


def cases_of(actor: Actor) -> QuerySet[Case]:
    """Give the cases in which a person takes part. Departments see work, not cases."""
    if actor.kind != "person":
        return Case.objects.none()
    return Case.objects.filter(Exists(Party.objects.filter(case=OuterRef("pk"), person=actor.key)))


def work_of(actor: Actor) -> QuerySet[WorkItem]:
    """Give the work of a department in its region."""
    if actor.kind != "department":
        return WorkItem.objects.none()
    return WorkItem.objects.filter(department=actor.key, region=actor.region)


def drafts_of(actor: Actor) -> QuerySet[Draft]:
    """Give a person's own drafts."""
    if actor.kind != "person":
        return Draft.objects.none()
    return Draft.objects.filter(person=actor.key)
