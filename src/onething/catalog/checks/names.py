"""Names that must agree with where a definition stands, and names that must say what is meant."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from onething.base.errors import Problem
from onething.catalog.catalog import NATION, Catalog
from onething.catalog.checks.scopes import every_item
from onething.catalog.places import near_places

VAGUE = (
    "其他材料",
    "其它材料",
    "有关材料",
    "相关材料",
    "所需材料",
    "必要材料",
    "证明材料",
    "佐证材料",
    "规定的其他",
)


def check_names(catalog: Catalog) -> Iterator[Problem]:
    """Check file names, folders, regions and the names of documents."""
    yield from _file_names(catalog)
    yield from _folders(catalog)
    yield from _regions(catalog)
    yield from _vague_documents(catalog)


def _file_names(catalog: Catalog) -> Iterator[Problem]:
    for (kind, region, name), (source, _) in catalog.lines.places.items():
        stem = PurePosixPath(source.file).stem
        if kind in ("items", "things") and name and stem != name:
            key = "thing" if kind == "things" and region != NATION else "id"
            yield catalog.lines.problem(
                "catalog.id_is_not_file_name", kind, name, key, region=region, name=name, stem=stem
            )


def _folders(catalog: Catalog) -> Iterator[Problem]:
    for region, item in every_item(catalog):
        spot = catalog.lines.spot("items", item.id, "department", region=region)
        source, _ = catalog.lines.places["items", region, item.id]
        folder = PurePosixPath(source.file).parent.name
        if folder != item.department:
            yield spot.problem("catalog.folder_is_not_department", department=item.department, folder=folder)


def _regions(catalog: Catalog) -> Iterator[Problem]:
    reported: set[str] = set()
    for (_, region, _), (source, _) in catalog.lines.places.items():
        known_here = region == NATION or region in catalog.regions or region in reported
        if not known_here and "regions" not in catalog.lines.unread:
            reported.add(region)
            known = near_places(region)
            yield source.spot(()).problem("catalog.unknown_region", region=region, known=known)


def _vague_documents(catalog: Catalog) -> Iterator[Problem]:
    for document in catalog.documents.values():
        for word in VAGUE:
            if word in document.name.zh:
                yield catalog.lines.problem(
                    "catalog.vague_document",
                    "documents",
                    document.id,
                    "name",
                    name=document.name.zh,
                    word=word,
                )
                break
