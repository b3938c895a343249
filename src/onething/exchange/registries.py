"""Speaks to registries over HTTP: one question, one answer, two seconds."""

import base64
import binascii
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

VARIABLE = "ONETHING_REGISTRIES"
BEARER_VARIABLE = "ONETHING_REGISTRY_BEARER"
TIMEOUT_SECONDS = 2.0
MOST_BYTES = 20 * 1024 * 1024


class RegistryDown(Exception):
    """The registry does not answer, or what it answers cannot be read: asked again later."""


class Licence(BaseModel):
    """An e-licence as a registry hands it out; `content` is base64."""

    model_config = ConfigDict(extra="ignore")
    name: str = ""
    content: str = ""

    def file(self) -> bytes:
        """Give the paper's bytes, empty when there are none. Raises RegistryDown for spoiled base64."""
        try:
            return base64.b64decode(self.content, validate=True)
        except (binascii.Error, ValueError) as error:
            raise RegistryDown("the paper is not base64") from error


class RegistryAnswer(BaseModel):
    """What a registry knows: elements by its own names, documents by type."""

    model_config = ConfigDict(extra="ignore")
    found: bool
    elements: dict[str, str | int | float | bool] = {}
    documents: dict[str, Licence] = {}


@cache
def addresses() -> dict[str, str]:
    """Read where registries are: JSON or the name of a JSON file, id → address; `*` is any other."""
    given = os.environ.get(VARIABLE, "")
    if given and not given.lstrip().startswith("{"):
        given = Path(given).read_text(encoding="utf-8")
    return dict(json.loads(given)) if given else {}


def address_of(registry: str) -> str | None:
    """Give a registry's address, or None where it is not connected here."""
    known = addresses()
    return known.get(registry) or known.get("*")


def ask(registry: str, key: str, value: str, elements: list[str], documents: list[str]) -> RegistryAnswer:
    """Ask one question. Raises RegistryDown."""
    address = address_of(registry)
    if address is None:
        raise RegistryDown("not connected")
    question: dict[str, Any] = {
        "registry": registry,
        "key": key,
        "value": value,
        "elements": elements,
        "documents": documents,
    }
    bearer = os.environ.get(BEARER_VARIABLE, "")
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    try:
        response = httpx.post(f"{address}/query", json=question, headers=headers, timeout=TIMEOUT_SECONDS)
        response.raise_for_status()
        if len(response.content) > MOST_BYTES:
            raise RegistryDown("too much")
        return RegistryAnswer.model_validate_json(response.content)
    except (httpx.HTTPError, httpx.InvalidURL, ValidationError) as error:
        raise RegistryDown(type(error).__name__) from error
