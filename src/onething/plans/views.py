"""What each department sees: what its own items need on this route, and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from onething.plans.release import DocumentSlot, Field
from onething.plans.route import Route


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """One department's part of a route: indices of its items, keys of the fields and documents it may see."""

    department: str
    items: tuple[int, ...]
    fields: tuple[str, ...]
    documents: tuple[str, ...]


def department_views(route: Route) -> Mapping[str, DepartmentView]:
    """Give each department's view, in the order in which the departments come on the route."""
    owned: dict[str, list[int]] = {}
    for index in route.items:
        owned.setdefault(route.plan(index).department, []).append(index)
    return {
        department: DepartmentView(
            department,
            tuple(items),
            _seen(items, (field for field, _ in route.fields)),
            _seen(items, (slot for slot, _ in route.documents)),
        )
        for department, items in owned.items()
    }


@lru_cache(maxsize=16_384)
def item_view(route: Route, index: int) -> DepartmentView:
    """Give what one item shows to whoever works on it."""
    return DepartmentView(
        route.plan(index).department,
        (index,),
        _seen((index,), (field for field, _ in route.fields)),
        _seen((index,), (slot for slot, _ in route.documents)),
    )


def _seen(items: Iterable[int], rows: Iterable[Field | DocumentSlot]) -> tuple[str, ...]:
    own = frozenset(items)
    return tuple(row.key for row in rows if any(need.item in own for need in row.needs))
