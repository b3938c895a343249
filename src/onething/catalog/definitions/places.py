"""Places, local departments and the calendar."""

from onething.catalog.definitions.base import Day, Definition, Id, Region, Text


class LocalDepartment(Definition):
    """Who does a department's items in a region."""

    department: Id
    name: Text
    phone: str = ""


class Place(Definition):
    """A place by its GB/T 2260 code; 000000 is the whole country."""

    code: Region
    name: Text


class Year(Definition):
    """One year of the working-day calendar (国务院办公厅节假日安排); dates off and make-up days on."""

    year: int
    holidays: tuple[Day, ...]
    makeup: tuple[Day, ...]
