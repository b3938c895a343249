"""What all definitions are made of: ids, names, texts, rules, periods."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
FieldPath = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
Region = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
Rule = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Period = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,3} (working|calendar) days?$")]
Slot = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*@[a-z][a-z0-9_]*$")]
Cited = Annotated[str, StringConstraints(min_length=1)]
ItemId = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(/[a-z][a-z0-9_]*)?$", max_length=121)
]
YearDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Code = Annotated[str, StringConstraints(min_length=1, max_length=50)]
Confidence = Literal["confirmed", "inferred", "not_found"]


class Definition(BaseModel):
    """Base of all: unknown keys are refused, facts say where they are from."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    source: str = ""
    confidence: Confidence = "confirmed"
    note: str = ""


class Text(BaseModel):
    """A text in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    zh: Annotated[str, StringConstraints(min_length=1)]
    en: Annotated[str, StringConstraints(min_length=1)]


class Option(BaseModel):
    """One answer to choose."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    value: Name
    name: Text
