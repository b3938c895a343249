"""Words a department's answers: each with an id that follows from what it says, so a restarted department repeats itself."""

from typing import Any
from uuid import UUID, uuid5

from onething_simulator import making
from onething_simulator.behaviour import ItemBehaviour
from onething_simulator.platform import Platform

Work = dict[str, Any]


def worded(work: Work, kind: str, **facts: Any) -> Work:
    """Word an answer on an item."""
    name = f"{work['item']} {work['lease']} {kind}"
    return {
        "id": str(uuid5(UUID(work["case"]), name)),
        "case": work["case"],
        "item": work["item"],
        "lease": work["lease"],
        "kind": kind,
        **facts,
    }


def correction(work: Work, behaviour: ItemBehaviour) -> Work:
    """Ask for a correction."""
    rule = behaviour.correction
    if rule is None:
        raise ValueError("this item asks for no correction")
    return worded(
        work, "correction", contested=list(rule.keys), reason=rule.reason, good_enough=rule.good_enough
    )


def decision(platform: Platform, work: Work, behaviour: ItemBehaviour) -> Work:
    """Decide: deny where the behaviour says so, else grant with every declared result and element."""
    if behaviour.deny is not None:
        return worded(work, "denied", **behaviour.deny.model_dump())
    elements = {key: making.element(work, key) for key in work["gives"]}
    results = [_result(platform, work, result, elements) for result in work["results"]]
    return worded(work, "granted", results=results, elements=elements)


def delivery(work: Work) -> Work:
    """Hand the paper results over: by post with a tracking number, else at the counter."""
    if work["deliver"] == "post":
        return worded(work, "delivered", how="post", tracking=f"DEMO{making.number(work, 'post')}")
    return worded(work, "delivered", how="window")


def is_handed_over(work: Work) -> bool:
    """Tell whether a granted item leaves paper to hand over."""
    carriers = {result["carrier"] for result in work["results"]}
    return "paper" in carriers or ("both" in carriers and work["deliver"] != "electronic")


def _result(platform: Platform, work: Work, result: Work, elements: dict[str, str]) -> Work:
    number = making.number(work, result["key"])
    role = result["key"].partition("@")[2]
    lines = [("办件", work["number"])]
    name = work["fields"].get(f"{role}.name")
    if name:
        lines.append(("姓名", str(name)))
    lines += [("公民身份号码", value) for key, value in elements.items() if key == f"{role}.id_number"]
    title = result["name"].get("zh") or result["key"]
    digest = platform.bring(making.paper(title, lines, number))
    return {"key": result["key"], "digest": digest, "number": number}
