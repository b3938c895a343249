"""Queries: what is answered from what registries hold, without a case."""

from onething.plans.route import Route


def only_asks(route: Route) -> bool:
    """Tell whether a route is a mere query: nothing is decided, so no case is made."""
    return bool(route.items) and all(route.plan(number).mode == "query" for number in route.items)
