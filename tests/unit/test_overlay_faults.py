"""A region may add, shorten and offer more. Whatever else it tries is refused with its rule, file, line and words."""

from pathlib import Path

import pytest

from onething import catalog
from onething.base.errors import Invalid, Problem
from onething.base.texts import LANGUAGES
from tests.unit.catalog_world import FILES, edited, write_world

PROVINCE, CITY, COUNTY = (f"regions/{code}/things/dog.yaml" for code in ("990000", "990100", "990101"))
OFFICES, LOCAL = "regions/990000/departments.yaml", "regions/990000/items/parks/dog-swim.yaml"
HERE = "  # here"
HEAD = "thing: dog\nsource: 某处\n"
LAW = "law: [某条例 第一条]\n"
ASK = '- {id: swims, ask: {zh: 游泳吗？, en: "Does it swim?"}, answer: yes_no}'
NEVER = "rule: answers.leashed && !answers.leashed, otherwise: {zh: 不行, en: No}, remedy: {zh: 到窗口, en: Counter}"

# rule, what the city's overlay says after its head; the fault is on the line marked “here”
CITY_FAULTS = [
    ("overlay_limit_longer", f"limit:\n  promised: 3 working days{HERE}\n"),
    ("overlay_limit_leaves_out", f"limit:\n  excludes: {{zh: 制卡的时间, en: making the card}}{HERE}\n"),
    ("overlay_channel_closed", f"channels: [online]{HERE}\n"),
    ("overlay_delivery_narrowed", f"delivery: [post]{HERE}\n"),
    ("overlay_start_withdrawn", f"start: [confirm]{HERE}\n"),
    ("overlay_applicant_narrowed", f"applicant: [neighbour]{HERE}\n"),
    ("unknown_role", f"applicant:\n  - person\n  - neighbour{HERE}\n"),
    ("overlay_season_shorter", f'seasons:{HERE}\n  - {{opens: "06-01", closes: "08-31"}}\n'),
    ("overlay_identity_raised", f"identity: 5{HERE}\n"),
    ("out_of_range", f"identity: 9{HERE}\n"),
    ("overlay_fee_raised", f"fee: 10{HERE}\n"),
    ("out_of_range", f"fee: -1{HERE}\n"),
    ("change_not_here", f"changes:\n  - {{item: dog-swam, limit: {{promised: 1 working day}}}}{HERE}\n"),
    ("change_of_nothing", f"changes:\n  - item: dog-swim{HERE}\n"),
    ("change_without_law", f"changes:\n  - item: dog-swim\n    when: answers.leashed{HERE}\n"),
    (
        "rule_unknown_name",
        f"changes:\n  - item: dog-swim\n    {LAW.strip()}\n    when: answers.lashed{HERE}\n",
    ),
    (
        "change_twice",
        "changes:\n  - {item: dog-licence, limit: {promised: 2 working days}}\n"
        f"  - {{item: dog-licence, limit: {{promised: 1 working day}}}}{HERE}\n",
    ),
    (
        "overlay_item_limit_longer",
        f"changes:\n  - item: dog-licence\n    limit:\n      promised: 4 working days{HERE}\n",
    ),
    (
        "overlay_item_unreachable",
        f"changes:\n  - item: park-pass\n    {LAW.strip()}\n    when: '!answers.goes_to_park'{HERE}\n",
    ),
    ("overlay_item_unreachable", f'known:\n  - {{question: goes_to_park, rule: "false"}}{HERE}\n'),
    ("known_not_here", f'known:\n  - {{question: barks, rule: "true"}}{HERE}\n'),
    ("known_by_itself", f"known:\n  - question: leashed\n    rule: answers.leashed{HERE}\n"),
    ("rule_unknown_name", f"known:\n  - question: leashed\n    rule: dog.lashed{HERE}\n"),
    ("overlay_nobody_eligible", f"{LAW}eligible:\n  - {{id: never, {NEVER}}}{HERE}\n"),
    ("overlay_nobody_eligible", f'known:\n  - {{question: leashed, rule: "false"}}{HERE}\n'),
    ("overlay_asks_more_without_law", f"eligible:\n  - {{id: on_lead, {NEVER}}}{HERE}\n"),
    ("overlay_asks_more_without_law", f"questions:\n  {ASK}{HERE}\n"),
    ("overlay_question_unused", f"{LAW}questions:\n  {ASK}{HERE}\n"),
    ("overlay_lookup_unused", f"lookups:\n  - {{registry: dog-register, by: dog.id_number}}{HERE}\n"),
    ("item_twice", f"{LAW}items:\n  - item: dog-swim{HERE}\n"),
    (
        "question_twice",
        f"{LAW}questions:\n  - {{id: leashed, ask: {{zh: 牵?, en: x}}, answer: yes_no}}{HERE}\n",
    ),
    ("vague_law", f"law:\n  - 按有关规定{HERE}\n"),
    ("empty_text", f'law: [""]{HERE}\n'),
    ("vague_words", f"summary: {{zh: 带上其他材料, en: Bring other papers}}{HERE}\n"),
    ("overlay_changes_nothing", None),
]

UNSOURCED = {
    file: FILES[file].strip().replace("\n", f"{HERE}\n", 1).replace("source: 某处", "")
    for file in (PROVINCE, LOCAL)
}

# rule, file, passage of the sound file, what stands there instead
FAULTS = [
    ("local_without_source", PROVINCE, FILES[PROVINCE], UNSOURCED[PROVINCE]),
    ("local_without_source", LOCAL, FILES[LOCAL], UNSOURCED[LOCAL]),
    (
        "local_without_source",
        OFFICES,
        'reach: {phone: "12345"}, source: 某处}',
        f'reach: {{phone: "12345"}}}}{HERE}',
    ),
    ("office_unreachable", OFFICES, 'reach: {phone: "12345"}, source: 某处}', f"source: 某处}}{HERE}"),
    ("bad_phone", OFFICES, '{phone: "12345"}, source: 某处}', f"{{phone: 问窗口}}, source: 某处}}{HERE}"),
    ("not_one_of", OFFICES, '{phone: "12345"}, source: 某处}', f"{{channel: fax}}, source: 某处}}{HERE}"),
    (
        "local_item_unused",
        PROVINCE,
        "  - item: dog-swim\n    when: answers.goes_to_park\n",
        "  - item: bench\n",
    ),
    (
        "vague_words",
        LOCAL,
        "name: {zh: 犬只游泳, en: Dog swimming}",
        f"name: {{zh: 视情况游泳, en: Swim}}{HERE}",
    ),
    ("overlay_item_ends_case", LOCAL, "kind: 公共服务", "kind: 公共服务\nrefusal: ends_case"),
]


def told(folder: Path, changes: dict[str, str]) -> tuple[Problem, ...]:
    with pytest.raises(Invalid) as refused:
        catalog.read(write_world(folder, changes))
    return refused.value.problems


def here(content: str) -> int:
    return next((at for at, line in enumerate(content.lstrip("\n").splitlines(), 1) if HERE in line), 1)


@pytest.mark.parametrize(
    ("rule", "said"), CITY_FAULTS, ids=[f"{row[0]}-{n}" for n, row in enumerate(CITY_FAULTS)]
)
def test_a_city_may_not_take_away_what_its_province_gives(tmp_path: Path, rule: str, said: str | None):
    content = HEAD + (said or "")
    problems = told(tmp_path, {CITY: content})
    assert (f"catalog.{rule}", CITY, here(content)) in {(one.code, one.file, one.line) for one in problems}
    assert all(one.message(language) and one.remedy(language) for one in problems for language in LANGUAGES)


@pytest.mark.parametrize(
    ("rule", "file", "old", "new"), FAULTS, ids=[f"{row[0]}-{n}" for n, row in enumerate(FAULTS)]
)
def test_what_a_region_writes_by_itself_is_checked(tmp_path: Path, rule: str, file: str, old: str, new: str):
    changes = edited(file, old, new)
    problems = told(tmp_path, changes)
    found = {(one.code, one.file, one.line) for one in problems}
    if HERE in new:
        assert (f"catalog.{rule}", file, here(changes[file])) in found
    else:
        assert f"catalog.{rule}" in {code for code, _, _ in found}
    assert all(one.message(language) and one.remedy(language) for one in problems for language in LANGUAGES)


def test_an_added_item_may_not_end_a_promise_that_the_nation_allows(tmp_path: Path):
    promised = edited(
        "nation/items/pets/dog-licence.yaml",
        "- {type: chip-proof, of: dog}",
        "- {type: chip-proof, of: dog, may: [promise]}",
    )
    ways = edited(
        "nation/documents.yaml",
        "name: {zh: 芯片证明, en: Proof of the chip}",
        "name: {zh: 芯片证明, en: Proof of the chip}\n  ways: [registry, promise, upload]",
    )
    insists = edited(
        LOCAL, "needs: {elements: [dog.breed]}", "needs: {documents: [{type: chip-proof, of: dog}]}"
    )
    (problem,) = told(tmp_path, {**promised, **ways, **insists})
    assert (problem.code, problem.file, problem.line) == ("catalog.overlay_withdraws_way", PROVINCE, 3)
    assert problem.values == {"item": "dog-swim", "slot": "chip-proof@dog", "way": "promise"}


def test_a_city_may_not_write_its_provinces_item_again(tmp_path: Path):
    again = LOCAL.replace("990000", "990100")
    problems = told(tmp_path, {again: FILES[LOCAL]})
    assert [(one.code, one.file) for one in problems] == [("catalog.overlay_replaces_item", again)]


def test_a_county_is_held_to_what_its_city_promised(tmp_path: Path):
    shorter = HEAD + "limit: {promised: 1 working day}\ndelivery: [electronic, window, post]\n"
    county = HEAD + f"limit:\n  promised: 2 working days{HERE}\ndelivery: [electronic, window]\n"
    problems = told(tmp_path, {CITY: shorter, COUNTY: county})
    assert [(one.code, one.file, one.line) for one in problems] == [
        ("catalog.overlay_limit_longer", COUNTY, here(county)),
        ("catalog.overlay_delivery_narrowed", COUNTY, 5),
    ]
    assert problems[0].values == {"here": "2 working days", "wider": "1 working day"}


def test_a_region_that_does_not_exist_is_refused_with_those_that_do(tmp_path: Path):
    (problem,) = told(tmp_path, {"regions/430199/things/dog.yaml": HEAD + "identity: 2\n"})
    assert problem.code == "catalog.unknown_region"
    assert "430181 浏阳市" in problem.remedy("zh")


def test_many_faults_of_a_region_are_told_at_once(tmp_path: Path):
    said = "channels: [online]\ndelivery: [post]\nidentity: 5\nfee: 20\nlimit: {promised: 9 working days}\nlaw: [上级要求]\n"
    assert [one.code.removeprefix("catalog.") for one in told(tmp_path, {CITY: HEAD + said})] == [
        "overlay_channel_closed",
        "overlay_delivery_narrowed",
        "overlay_identity_raised",
        "overlay_fee_raised",
        "overlay_limit_longer",
        "vague_law",
    ]
