"""The catalog as CPSV-AP 3.2 in JSON-LD: services, who is responsible, what they need and give, by which law, for what.

Which field becomes what is told in docs/reference/exports.md.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onething.base.canonical import digest
from onething.base.texts import LANGUAGES, text
from onething.catalog.catalog import NATION, Catalog
from onething.catalog.checks.scopes import every_item, parts_of
from onething.catalog.definitions import Item, Limit, Text, Thing
from onething.catalog.kinds import KIND_CODES
from onething.catalog.periods import parse_period
from onething.catalog.places import wider

BASE = "urn:onething:catalog:"
"""What every name in the file begins with, unless a base of one's own is given."""

CONTEXT = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "onething": "urn:onething:terms:",
}
Node = dict[str, Any]


def cpsv(catalog: Catalog, base: str = BASE) -> bytes:
    """Give the whole catalog as one JSON-LD file. The same catalog gives the same bytes."""
    nodes = sorted(_Graph(catalog, base).nodes(), key=lambda node: str(node["@id"]))
    unique = {node["@id"]: node for node in nodes}
    content = {"@context": CONTEXT, "@graph": list(unique.values())}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


class _Graph:
    def __init__(self, catalog: Catalog, base: str) -> None:
        self.catalog = catalog
        self.base = base
        self.listed = {thing: self._listed(thing) for thing in catalog.things}

    def nodes(self) -> Iterator[Node]:
        """Give every node; some come more than once, always the same."""
        yield from (self._place(code) for code in self._places())
        yield from self._organisations()
        for type_id, kind in self.catalog.documents.items():
            yield self._node("evidence-type", type_id, "cv:EvidenceType") | _named(kind.name) | _facts(kind)
        for thing in self.catalog.things.values():
            yield from self._event(thing)
        for region, item in every_item(self.catalog):
            yield from self._service(region, item)

    def _name(self, kind: str, id: str) -> Node:
        return {"@id": f"{self.base}{kind}/{id}"}

    def _node(self, kind: str, id: str, *types: str) -> Node:
        return self._name(kind, id) | {"@type": list(types), "dct:identifier": id}

    def _concept(self, scheme: str, id: str, label: Sequence[Node]) -> Node:
        return self._node("concept", f"{scheme}/{id}", "skos:Concept") | {"skos:prefLabel": label}

    def _places(self) -> list[str]:
        """Give the places of which the catalog says something: there are thousands of others."""
        spoken_of = (self.catalog.overlays, self.catalog.local_departments, self.catalog.local_items)
        return [NATION, *sorted({code for regions in spoken_of for code in regions} - {NATION})]

    def _place(self, code: str) -> Node:
        name = self.catalog.regions[code]
        return self._node("place", code, "dct:Location") | {"skos:prefLabel": _texts(name)}

    def _organisations(self) -> Iterator[Node]:
        for id, department in self.catalog.departments.items():
            yield from self._organisation(id, NATION, department.name, department.phone)
        for region, locals_ in self.catalog.local_departments.items():
            for id, local in locals_.items():
                yield from self._organisation(f"{region}/{id}", region, local.name, local.reach.phone)

    def _organisation(self, id: str, region: str, name: Text, phone: str) -> Iterator[Node]:
        node = self._node("organisation", id, "cv:PublicOrganisation", "org:Organization")
        yield node | {"skos:prefLabel": _texts(name), "dct:spatial": self._name("place", region)}
        if phone:
            yield self._node("contact", id, "cv:ContactPoint") | {"cv:telephone": phone}

    def _authorities(self, department: str, region: str) -> tuple[list[Node], list[Node]]:
        """Give who does a department's items: the department, and by its own name wherever it has one."""
        found = [(department, self.catalog.departments[department].phone)] if region == NATION else []
        for code, locals_ in self.catalog.local_departments.items():
            local = locals_.get(department)
            if local and region in (NATION, code):
                found.append((f"{code}/{department}", local.reach.phone))
        found = found or [(department, self.catalog.departments[department].phone)]
        contacts = [self._name("contact", id) for id, phone in found if phone]
        return [self._name("organisation", id) for id, _ in found], contacts

    def _listed(self, thing: str) -> dict[str, None]:
        """Give the services of a thing, the nation's and every region's."""
        own = [(NATION, entry.item) for entry in self.catalog.things[thing].items]
        for region, overlays in self.catalog.overlays.items():
            own += [(region, entry.item) for entry in overlays[thing].items] if thing in overlays else []
        return dict.fromkeys(self._service_id(region, item) for region, item in own)

    def _service_id(self, region: str, item: str) -> str:
        """Name the item that is meant in a region: its own, or the nearest around it."""
        where = (code for code in wider(region) if item in self.catalog.local_items.get(code, {}))
        code = next(where, NATION)
        return item if code == NATION else f"{code}/{item}"

    def _event(self, thing: Thing) -> Iterator[Node]:
        kinds = {thing.roles[role].kind for role in thing.applicant}
        kind = "cv:BusinessEvent" if "enterprise" in kinds else "cv:LifeEvent"
        stage = self._concept("stage", thing.stage, [{"@value": thing.stage, "@language": "en"}])
        yield stage
        yield (
            self._node("event", thing.id, "cv:Event", kind)
            | _named(thing.name, thing.summary)
            | _facts(thing)
            | {
                "dct:type": {"@id": stage["@id"]},
                "cv:hasRelatedService": [self._name("service", id) for id in self.listed[thing.id]],
            }
        )
        for way in self._ways(thing):
            label = _texts_of(f"cpsv.way.{way}")
            yield self._concept("way", way, label)
            yield self._node("channel", f"{thing.id}/{way}", "cv:Channel") | {
                "dct:type": self._name("concept", f"way/{way}"),
                "dct:description": _texts_of("cpsv.channel", thing=thing.name, way=way),
            }

    def _ways(self, thing: Thing) -> dict[str, None]:
        more = [over[thing.id].channels for over in self.catalog.overlays.values() if thing.id in over]
        return dict.fromkeys(way for ways in (thing.channels, *more) for way in ways)

    def _service(self, region: str, item: Item) -> Iterator[Node]:
        id = self._service_id(region, item.id)
        authorities, contacts = self._authorities(item.department, region)
        things = [thing for thing, services in self.listed.items() if id in services]
        needed = {slot.type: None for _, needs, _ in parts_of(item) for slot in needs.documents}
        needed |= {
            other: None
            for _, needs, _ in parts_of(item)
            for slot in needs.documents
            for other in slot.instead
        }
        outputs = list(self._outputs(id, item))
        rules = list(self._rules(id, item))
        kind = self._concept("kind", KIND_CODES[item.kind], [{"@value": item.kind, "@language": "zh"}])
        yield kind
        yield from outputs
        yield from rules
        channels = [f"{thing}/{way}" for thing in things for way in self._ways(self.catalog.things[thing])]
        yield (
            self._node("service", id, "cpsv:PublicService")
            | _named(item.name)
            | _facts(item)
            | _some(
                {
                    "dct:description": _about(item),
                    "dct:type": {"@id": kind["@id"]},
                    "dct:spatial": self._name("place", region),
                    "cv:hasCompetentAuthority": authorities,
                    "cv:contactPoint": contacts,
                    "cv:hasInputType": [self._name("evidence-type", type_id) for type_id in needed],
                    "cpsv:produces": [{"@id": node["@id"]} for node in outputs],
                    "cpsv:follows": [{"@id": rule["@id"]} for rule in rules if "cpsv:Rule" in rule["@type"]],
                    "cv:hasLegalResource": [
                        {"@id": rule["@id"]} for rule in rules if "cpsv:Rule" not in rule["@type"]
                    ],
                    "cv:isGroupedBy": [self._name("event", thing) for thing in things],
                    "cv:hasChannel": [self._name("channel", channel) for channel in channels],
                    "cv:processingTime": _processing(item.limit),
                    "onething:code": [f"{scheme}:{code}" for scheme, code in item.codes.items()],
                }
            )
        )

    def _outputs(self, id: str, item: Item) -> Iterator[Node]:
        for type_id in dict.fromkeys(
            given.type for _, _, gives in parts_of(item) for given in gives.documents
        ):
            yield self._node("output", f"{id}/{type_id}", "cv:Output") | _named(
                self.catalog.documents[type_id].name
            )

    def _rules(self, id: str, item: Item) -> Iterator[Node]:
        """Give the laws of an item, and the rule that it follows from them: its limit and what a refusal does."""
        laws = dict.fromkeys((*item.law, *(law for kind in item.types for law in kind.law)))
        resources = [
            self._node("law", digest(law.encode())[:16], "eli:LegalResource")
            | {"dct:title": {"@value": law, "@language": "zh"}}
            for law in laws
        ]
        yield from resources
        if resources:
            yield self._node("rule", id, "cpsv:Rule") | {
                "dct:title": _texts_of("cpsv.rule", item=item.name),
                "dct:description": _texts_of(f"cpsv.refusal.{item.refusal}"),
                "cpsv:implements": [{"@id": resource["@id"]} for resource in resources],
            }


def _texts(pair: Text) -> list[Node]:
    return [{"@value": getattr(pair, language), "@language": language} for language in LANGUAGES]


def _texts_of(key: str, **values: Any) -> list[Node]:
    """Give one of our own texts in every language; definitions' texts among the values in the same language."""
    found = []
    for language in LANGUAGES:
        words = {name: getattr(value, language, value) for name, value in values.items()}
        if "way" in words:
            words["way"] = text(f"cpsv.way.{words['way']}", language)
        found.append({"@value": text(key, language, **words), "@language": language})
    return found


def _named(name: Text, description: Text | None = None) -> Node:
    return {"dct:title": _texts(name)} | ({"dct:description": _texts(description)} if description else {})


def _facts(definition: Any) -> Node:
    """Say where a fact is from and how sure it is, so that nothing inferred passes for confirmed."""
    found = {"dct:source": definition.source, "onething:confidence": definition.confidence}
    return _some(found)


def _some(values: Mapping[str, Any]) -> Node:
    return {key: value for key, value in values.items() if value}


def _about(item: Item) -> list[Node]:
    """Describe a service by what is known of it: its kind, its limits."""
    found = []
    for language in LANGUAGES:
        parts = [text(f"cpsv.kind.{KIND_CODES[item.kind]}", language)]
        for name in ("statutory", "promised"):
            period = getattr(item.limit, name)
            if period:
                parts.append(text(f"cpsv.{name}", language, days=parse_period(period).days))
        found.append({"@value": text("cpsv.stop", language).join(parts), "@language": language})
    return found


def _processing(limit: Limit) -> Node | None:
    """Estimate a limit in working days as a duration: five working days are a week."""
    written = limit.promised or limit.statutory
    if not written:
        return None
    period = parse_period(written)
    days = period.days if period.calendar else -(-period.days * 7 // 5)
    return {"@value": f"P{days}D", "@type": "xsd:duration"}
