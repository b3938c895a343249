"""Somebody at the pages: follows links, fills forms and sends them, as a browser without scripts would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import httpx

from onething.base.errors import OneThingError, Problem


@dataclass
class PageForm:
    """One form of a page: where it goes, what stands in it, and which values a choice offers."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    offers: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads the forms and links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.links: list[str] = []
        self._inside: PageForm | None = None
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            self._inside = PageForm(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._inside)
        elif self._inside is not None:
            self._read(self._inside, tag, given, {name for name, _ in attrs})

    def _read(self, form: PageForm, tag: str, given: dict[str, str], flags: set[str]) -> None:
        name = given.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "option":
            form.offers.setdefault(self._select, []).append(given.get("value", ""))
            if "selected" in flags:
                form.values[self._select] = given.get("value", "")
        elif tag == "textarea":
            self._textarea = name
            form.values[name] = ""
        elif tag == "button" and name:
            form.buttons.append((name, given.get("value", "")))
        elif tag == "input" and name:
            self._input(form, name, given, flags)

    @staticmethod
    def _input(form: PageForm, name: str, given: dict[str, str], flags: set[str]) -> None:
        kind = given.get("type", "text")
        if kind in ("radio", "checkbox"):
            form.offers.setdefault(name, []).append(given.get("value", "on"))
            if "checked" in flags:
                form.values[name] = given.get("value", "on")
        elif kind == "file":
            form.files.append(name)
        elif kind == "submit":
            form.buttons.append((name, given.get("value", "")))
        else:
            form.values[name] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._textarea and self._inside is not None:
            self._inside.values[self._textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = None
        elif tag == "textarea":
            self._textarea = ""


class Visitor:
    """One person's browser. `path` is where they are, `text` the page they see."""

    def __init__(self, site: str, language: str = "zh") -> None:
        self.client = httpx.Client(base_url=site, follow_redirects=True, timeout=30)
        self.language = language
        self.path = "/"
        self.text = ""
        self.forms: list[PageForm] = []
        self.links: list[str] = []

    def go(self, path: str) -> None:
        """Open a page. Raises OneThingError (run.page_failed) when it does not answer well."""
        self._arrive(self.client.get(path))

    def form(self, part: str = "") -> PageForm:
        """Give the form whose address contains `part`. Raises OneThingError when the page has none."""
        for form in self.forms:
            if form.method == "post" and part in urlsplit(urljoin(self.path, form.action)).path:
                return form
        raise OneThingError(Problem("run.form_missing", values={"path": self.path, "part": part}))

    def send(
        self, form: PageForm, files: dict[str, tuple[str, bytes, str]] | None = None, **more: str
    ) -> None:
        """Send a form with what stands in it and `more`."""
        address = urljoin(self.path, form.action)
        headers = {
            "Referer": str(self.client.base_url.join(self.path)),
            "Origin": str(self.client.base_url).rstrip("/"),
        }
        data = {**form.values, **more}
        self._arrive(self.client.post(address, data=data, files=files, headers=headers))

    def _arrive(self, response: httpx.Response) -> None:
        if response.status_code >= 400:
            values = {"path": response.url.path, "status": response.status_code}
            raise OneThingError(Problem("run.page_failed", values=values))
        reader = _Reader()
        reader.feed(response.text)
        self.path, self.text = response.url.path, response.text
        self.forms, self.links = reader.forms, reader.links
