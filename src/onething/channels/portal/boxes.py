"""A row with a box for a field of a sent case, where no draft stands behind it."""

from typing import Any

from onething.base.texts import Language
from onething.channels.portal.places import places_in
from onething.channels.portal.rows import Row, reason, shape_of
from onething.channels.portal.said import as_typed
from onething.plans.release import Field, Release


def plain_row(release: Release, field: Field, value: Any, language: Language) -> Row:
    """Make a row to be filled in anew; it shows what stands in the form now."""
    row = Row(field, required=True, kind="ask", id=field.key.replace(".", "-"))
    row.why = reason(field.needs, language)
    row.choices = [(option, name[language]) for option, name in field.options]
    if field.type == "region":
        row.choices = [("", name) for name in places_in(release.region)]
    row.shape = shape_of(field)
    row.put(as_typed(field, value, language))
    return row
