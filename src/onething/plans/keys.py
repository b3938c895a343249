"""Keys of a route as the release knows them: without the member of a list role, without the business type."""


def base_key(key: str) -> str:
    """Say a key of one member of a list (`vehicle-2.plate`, `licence@vehicle-2`, `item#2`) as the list's."""
    if "@" in key:
        kind, _, role = key.partition("@")
        return f"{kind}@{role.partition('-')[0]}"
    if "." in key:
        role, _, element = key.partition(".")
        return f"{role.partition('-')[0]}.{element}"
    return key.partition("#")[0]


def id_of(item: str) -> str:
    """Give an item's id without business type and member: what `outcome.…` and `deny` speak of."""
    return item.partition("#")[0].partition("/")[0]
