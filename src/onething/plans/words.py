"""Texts as a Release carries them: plain language → words."""

from onething.base.texts import LANGUAGES, text
from onething.catalog.definitions import Text
from onething.plans.release import Texts


def texts(pair: Text) -> Texts:
    """Give a definition's text as plain data."""
    return {"zh": pair.zh, "en": pair.en}


def texts_of(key: str, **values: object) -> Texts:
    """Give one of our own texts in every language."""
    return {language: text(key, language, **values) for language in LANGUAGES}


YES_NO: tuple[tuple[str, Texts], ...] = (("yes", {"zh": "是", "en": "Yes"}), ("no", {"zh": "否", "en": "No"}))
"""The two answers to a yes-or-no question; part of every release that asks one, so fixed here."""
