"""Every fault in a definition is refused with its rule, file, line and words in both languages."""

import re
from pathlib import Path

import pytest

from onething import catalog
from onething.base.errors import Invalid, Problem
from onething.base.texts import LANGUAGES, all_texts
from tests.unit.catalog_world import FILES, edited, write_world

ELEMENTS, DOCUMENTS = "nation/elements.yaml", "nation/documents.yaml"
ITEM, PASS = "nation/items/pets/dog-licence.yaml", "nation/items/parks/park-pass.yaml"
THING, DEPARTMENTS = "nation/things/dog.yaml", "nation/departments.yaml"
REGISTRIES, CALENDAR = "nation/registries.yaml", "nation/calendar.yaml"
OVERLAY, LOCAL = "regions/990000/things/dog.yaml", "regions/990000/items/parks/dog-swim.yaml"
LOCAL_DEPARTMENTS = "regions/990000/departments.yaml"
LISTS, STATES = "nation/lists.yaml", "regions/990000/lists.yaml"
HERE = "  # here"

# rule, file, passage of the sound file, what stands there instead; the fault is on the line marked “here”
FAULTS = [
    ("bad_yaml", ITEM, "kind: 行政许可", f"kind: @行政许可{HERE}"),
    ("several_documents", ITEM, "needs:\n", f"---{HERE}\nneeds:\n"),
    ("anchor", ITEM, "kind: 行政许可", f"kind: &a 行政许可{HERE}"),
    ("anchor", ITEM, "kind: 行政许可", f"kind: !!python/name:os.system x{HERE}"),
    ("too_deep", ITEM, "kind: 行政许可", f"kind: {'[' * 30}{HERE}"),
    ("duplicate_key", ITEM, "kind: 行政许可", f"kind: 行政许可\nkind: 公共服务{HERE}"),
    ("not_a_list", DOCUMENTS, FILES[DOCUMENTS], f"id: chip-proof{HERE}\n"),
    ("not_keys", DOCUMENTS, "- id: dog-licence", f"- word{HERE}\n- id: dog-licence"),
    ("not_text", DEPARTMENTS, "{zh: 公园, en: Parks}}", f"{{zh: 公园, en: 12}}}}{HERE}"),
    ("not_a_number", ELEMENTS, "minimum: 1", f"minimum: 一{HERE}"),
    ("not_true_or_false", ELEMENTS, "minimum: 1", f"sensitive: 也许{HERE}\n  minimum: 1"),
    ("not_a_list", ITEM, "needs:\n", f"law: 某法{HERE}\nneeds:\n"),
    ("not_keys", ITEM, "limit: {statutory: 20 working days, promised: 3 working days}", f"limit: 3{HERE}"),
    ("unknown_key", ITEM, "kind: 行政许可", f"kind: 行政许可\nfee: 10{HERE}"),
    ("missing_key", THING, "name: {zh: 养狗, en: Keeping a dog}", f"name: {{zh: 养狗}}{HERE}"),
    ("not_one_of", ITEM, "kind: 行政许可", f"kind: 许可{HERE}"),
    ("empty_text", THING, "name: {zh: 养狗, en: Keeping a dog}", f'name: {{zh: 养狗, en: ""}}{HERE}'),
    ("too_long", THING, "answers.leashed\n", f"{'answers.leashed && ' * 60}answers.leashed{HERE}\n"),
    ("bad_id", DOCUMENTS, "- id: dog-licence", f"- id: Dog_Licence{HERE}"),
    ("bad_name", THING, "id: goes_to_park", f"id: goes-to-park{HERE}"),
    ("bad_field", PASS, "- dog.leashed", f"- leashed{HERE}"),
    ("bad_slot", THING, "[chip-proof@dog]", f"[chip-proof of dog]{HERE}"),
    ("bad_period", THING, "promised: 3 working days", f"promised: 3 days{HERE}"),
    (
        "bad_region",
        "nation/regions.yaml",
        '{code: "990000", name: {zh: 某省, en: Somewhere}}',
        f'{{code: "99", name: {{zh: 甲, en: A}}}}{HERE}',
    ),
    ("bad_day", CALENDAR, '["2026-10-01"]', f'["2026-02-30"]{HERE}'),
    ("bad_day", CALENDAR, '["2026-10-01"]', f"[国庆节]{HERE}"),
    ("day_in_other_year", CALENDAR, '["2026-10-01"]', f'["2027-01-01"]{HERE}'),
    ("makeup_on_weekday", CALENDAR, '["2026-10-10"]', f'["2026-10-12"]{HERE}'),
    (
        "holiday_and_makeup",
        CALENDAR,
        '["2026-10-01"]\n  makeup: ["2026-10-10"]',
        f'["2026-10-10"]\n  makeup: ["2026-10-10"]{HERE}',
    ),
    (
        "duplicate_id",
        DOCUMENTS,
        "- id: dog-licence",
        f"- id: chip-proof{HERE}\n  name: {{zh: 甲, en: A}}\n- id: dog-licence",
    ),
    ("id_is_not_file_name", PASS, "id: park-pass", f"id: park-card{HERE}"),
    ("id_is_not_file_name", OVERLAY, "thing: dog", f"thing: cat{HERE}"),
    ("folder_is_not_department", PASS, "department: parks", f"department: pets{HERE}"),
    ("unknown_department", PASS, "department: parks", f"department: lakes{HERE}"),
    ("unknown_department", THING, "lead: pets", f"lead: dogs{HERE}"),
    ("unknown_department", REGISTRIES, "holder: pets", f"holder: dogs{HERE}"),
    (
        "unknown_department",
        LOCAL_DEPARTMENTS,
        '{department: pets, name: {zh: 某省宠物局, en: Pets of Somewhere}, reach: {phone: "12345"}, source: 某处}',
        f'{{department: dogs, name: {{zh: 甲, en: A}}, reach: {{phone: "1234"}}, source: 某处}}{HERE}',
    ),
    ("unknown_registry", THING, "registry: dog-register", f"registry: cat-register{HERE}"),
    ("unknown_element", ITEM, "- dog.breed", f"- dog.bread{HERE}"),
    (
        "unknown_element",
        ELEMENTS,
        "minimum: 1",
        f"derive: {{by: sex_of_id_number, of: chip}}{HERE}\n  minimum: 1",
    ),
    ("unknown_document", ITEM, "{type: chip-proof, of: dog}", f"{{type: chip-paper, of: dog}}{HERE}"),
    ("unknown_document", REGISTRIES, "[chip-proof]", f"[chip-proof, chip-paper]{HERE}"),
    ("unknown_item", THING, "- item: park-pass", f"- item: park-card{HERE}"),
    ("unknown_thing", OVERLAY, "thing: dog", f"thing: cat{HERE}"),
    ("unknown_role", THING, "applicant: [person]", f"applicant: [person, owner]{HERE}"),
    ("unknown_role", THING, "bind: {keeper: person}", f"bind: {{keeper: owner}}{HERE}"),
    ("unknown_role", THING, "by: dog.id_number", f"by: cat.id_number{HERE}"),
    ("unknown_role", THING, "fills: dog.leashed", f"fills: cat.leashed{HERE}"),
    ("vague_document", DOCUMENTS, "{zh: 犬证, en: Dog licence}", f"{{zh: 其他材料, en: Other papers}}{HERE}"),
    (
        "vague_document",
        DOCUMENTS,
        "{zh: 犬证, en: Dog licence}",
        f"{{zh: 法律规定的有关材料, en: Papers}}{HERE}",
    ),
    (
        "option_missing",
        ELEMENTS,
        "{id: breed, name: {zh: 品种, en: Breed}, type: text, max_length: 50}",
        f"{{id: breed, name: {{zh: 品种, en: Breed}}, type: choice}}{HERE}",
    ),
    ("option_not_choice", ELEMENTS, "type: choice\n  options:", f"type: text\n  options:{HERE}"),
    (
        "option_twice",
        ELEMENTS,
        "options:\n",
        f"options:{HERE}\n    - {{value: large, name: {{zh: 很大, en: Very large}}}}\n",
    ),
    ("minimum_above_maximum", ELEMENTS, "minimum: 1\n", f"minimum: 100{HERE}\n"),
    ("looser_than_element", ITEM, "- dog.breed", f"- {{element: dog.breed, max_length: 51}}{HERE}"),
    ("limit_missing", THING, "limit:\n  promised: 3 working days", f"limit: {{}}{HERE}"),
    ("limit_not_working_days", THING, "promised: 3 working days", f"promised: 3 calendar days{HERE}"),
    (
        "promise_beyond_law",
        ITEM,
        "{statutory: 20 working days, promised: 3 working days}",
        f"{{statutory: 3 working days, promised: 20 working days}}{HERE}",
    ),
    ("applicant_is_object", THING, "applicant: [person]", f"applicant: [dog]{HERE}"),
    ("no_applicant", THING, "applicant: [person]", f"applicant: []{HERE}"),
    (
        "nobody_to_sign",
        THING,
        "lookups:",
        f"signs:\n  - {{who: other_applicants, within: 1 calendar day}}{HERE}\nlookups:",
    ),
    ("item_twice", THING, "lookups:", f"  - item: park-pass{HERE}\nlookups:"),
    ("item_twice", OVERLAY, "limit:", f"  - item: park-pass{HERE}\nlimit:"),
    (
        "after_not_here",
        THING,
        "lookups:",
        f"    after:\n      - {{item: dog-swim, law: 某法}}{HERE}\nlookups:",
    ),
    (
        "unbound_subject",
        THING,
        "- item: dog-licence\n    bind: {keeper: person}",
        f"- item: dog-licence{HERE}",
    ),
    ("bound_for_nothing", THING, "bind: {keeper: person}", f"bind: {{keeper: person, cat: dog}}{HERE}"),
    ("question_twice", THING, "- id: leashed", f"- id: goes_to_park{HERE}"),
    ("fills_other_kind", THING, "fills: dog.leashed", f"fills: dog.size{HERE}"),
    ("lookup_by_other_key", THING, "by: dog.id_number", f"by: dog.breed{HERE}"),
    ("registry_does_not_give", THING, "{dog.breed: breed}", f"{{dog.breed: race}}{HERE}"),
    ("registry_does_not_prove", THING, "[chip-proof@dog]", f"[chip-proof@dog, dog-licence@dog]{HERE}"),
    ("rule_syntax", THING, "rule: answers.leashed", f"rule: answers.leashed and answers.goes_to_park{HERE}"),
    (
        "rule_syntax",
        ITEM,
        '- {element: dog.weight, when: dog.size == "large"}',
        f"- {{element: dog.weight, when: dog.size = 3}}{HERE}",
    ),
    ("rule_too_deep", THING, "rule: answers.leashed", f"rule: {'(' * 400}answers.leashed{')' * 400}{HERE}"),
    ("rule_too_long", THING, "rule: answers.leashed", f"rule: {'1+' * 200}1 > 2{HERE}"),
    ("rule_function", THING, "rule: answers.leashed", f"rule: answers.leashed.all(x, x){HERE}"),
    ("rule_name_shape", THING, "rule: answers.leashed", f"rule: leashed{HERE}"),
    ("rule_unknown_name", THING, "rule: answers.leashed", f"rule: answers.leased{HERE}"),
    ("rule_unknown_name", THING, "rule: answers.leashed", f'rule: person.breed == "a"{HERE}'),
    (
        "rule_unknown_name",
        ITEM,
        '- {element: dog.weight, when: dog.size == "large"}',
        f"- {{element: dog.weight, when: dog.leashed}}{HERE}",
    ),
    ("rule_unknown_name", OVERLAY, "when: answers.goes_to_park", f"when: answers.swims{HERE}"),
    (
        "rule_unknown_option",
        ITEM,
        '- {element: dog.weight, when: dog.size == "large"}',
        f'- {{element: dog.weight, when: dog.size == "huge"}}{HERE}',
    ),
    ("rule_is_truth", THING, "when: answers.goes_to_park", f'when: answers.goes_to_park == "yes"{HERE}'),
    ("overlay_limit_longer", OVERLAY, "promised: 2 working days", f"promised: 9 working days{HERE}"),
    (
        "overlay_asks_more_without_law",
        OVERLAY,
        "items:\n  - item: dog-swim\n    when: answers.goes_to_park\nlimit:\n  promised: 2 working days\nlaw: [某条例 第一条]",
        f"items:\n  - item: dog-swim{HERE}",
    ),
    (
        "local_item_without_law",
        LOCAL,
        FILES[LOCAL],
        FILES[LOCAL].replace("dog-swim\n", f"dog-swim{HERE}\n").replace("law: [某条例 第一条]\n", ""),
    ),
    ("bad_batch_id", LISTS, "- id: 2024-1", f"- id: first{HERE}"),
    ("bad_since", STATES, "since: 2024-10}", f"since: 2024-13}}{HERE}"),
    ("not_one_of", STATES, "prepared, since: 2024-10}", f"ready, since: 2024-10}}{HERE}"),
    (
        "unknown_entry",
        STATES,
        "{entry: cat, state: prepared, since: 2024-10}",
        f"{{entry: bird, state: retired}}{HERE}",
    ),
    ("unknown_stage", THING, "stage: home", f"stage: kennel{HERE}"),
    (
        "unknown_stage",
        LISTS,
        "home, name: {zh: 养狗, en: Keeping a dog}}",
        f"roof, name: {{zh: 养狗, en: A dog}}}}{HERE}",
    ),
    (
        "entry_twice",
        LISTS,
        "{id: cat, stage: home, name: {zh: 养猫, en: Keeping a cat}, synonyms: [猫咪]}",
        f"{{id: dog, stage: home, name: {{zh: 养狗, en: A dog}}}}{HERE}",
    ),
    ("list_too_long", LISTS, "count: 2", f"count: 1{HERE}"),
    ("unknown_batch", THING, "batch: 2024-1", f"batch: 2024-2{HERE}"),
    ("not_on_this_list", THING, "batch: 2024-1", f'batch: ""{HERE}'),
]


def problems_of(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(Invalid) as refused:
        catalog.read(folder)
    return refused.value.problems


def line_of(content: str) -> int:
    """Give the line marked “here” as it will stand in the file."""
    return next(number for number, line in enumerate(content.lstrip("\n").splitlines(), 1) if HERE in line)


@pytest.mark.parametrize(
    ("rule", "file", "old", "new"), FAULTS, ids=[f"{row[0]}-{n}" for n, row in enumerate(FAULTS)]
)
def test_a_fault_is_refused_at_its_line(tmp_path: Path, rule: str, file: str, old: str, new: str):
    changes = edited(file, old, new)
    problems = problems_of(write_world(tmp_path, changes))
    places = {(problem.code, problem.file, problem.line) for problem in problems}
    assert (f"catalog.{rule}", file, line_of(changes[file])) in places


@pytest.mark.parametrize(
    ("rule", "file", "old", "new"), FAULTS, ids=[f"{row[0]}-{n}" for n, row in enumerate(FAULTS)]
)
def test_a_fault_says_what_and_how_in_both_languages(
    tmp_path: Path, rule: str, file: str, old: str, new: str
):
    for problem in problems_of(write_world(tmp_path, edited(file, old, new))):
        for language in LANGUAGES:
            words = problem.message(language) + problem.remedy(language)
            assert problem.message(language)
            assert problem.remedy(language)
            assert not re.search(r"\{[a-z]+\}|pydantic|Traceback", words)


WHOLE_FILES = [
    ("unknown_file", {"nation/notes.yaml": "a: 1"}, "nation/notes.yaml", 1),
    ("unknown_file", {"nation/things/dog.yml": "a: 1"}, "nation/things/dog.yml", 1),
    (
        "unknown_region",
        {"regions/980000/departments.yaml": "[{department: pets, name: {zh: 甲, en: A}}]"},
        "regions/980000/departments.yaml",
        1,
    ),
    (
        "step_not_one",
        {
            "nation/examples/dog/a.yaml": "name: {zh: 甲, en: A}\nwhen:\n  - {grant: dog-licence, days: 2}\nthen: {}\n"
        },
        "nation/examples/dog/a.yaml",
        3,
    ),
    (
        "unknown_thing",
        {"nation/examples/cat/a.yaml": "name: {zh: 甲, en: A}\nthen: {}\n"},
        "nation/examples/cat/a.yaml",
        1,
    ),
    (
        "bad_item_id",
        {"nation/examples/dog/a.yaml": "name: {zh: 甲, en: A}\nthen:\n  items: [Dog]\n"},
        "nation/examples/dog/a.yaml",
        3,
    ),
    ("empty_file", {"nation/things/cat.yaml": "# nothing\n"}, "nation/things/cat.yaml", 1),
    ("bad_yaml", {"nation/things/cat.yaml": "id: cat\nname: {zh: 猫\n"}, "nation/things/cat.yaml", 2),
    ("bad_yaml", {"nation/things/cat.yaml": "id: cat\n\tname: x\n"}, "nation/things/cat.yaml", 2),
    ("file_too_large", {"nation/things/cat.yaml": "# " + "x" * 1_000_001}, "nation/things/cat.yaml", 1),
    (
        "overlay_replaces_item",
        {"regions/990000/items/parks/park-pass.yaml": FILES[PASS]},
        "regions/990000/items/parks/park-pass.yaml",
        1,
    ),
    (
        "no_items",
        {THING: FILES[THING].split("items:")[0] + "items: []\nlimit: {promised: 3 working days}\n"},
        THING,
        23,
    ),
]


@pytest.mark.parametrize(("rule", "changes", "file", "line"), WHOLE_FILES)
def test_a_file_at_fault_is_refused(tmp_path: Path, rule: str, changes: dict[str, str], file: str, line: int):
    problems = problems_of(write_world(tmp_path, changes))
    assert (f"catalog.{rule}", file, line) in {(p.code, p.file, p.line) for p in problems}
    assert all(
        problem.message(language) and problem.remedy(language)
        for problem in problems
        for language in LANGUAGES
    )


def test_an_item_whose_rule_uses_an_answer_needs_the_question(tmp_path: Path):
    changes = edited(
        PASS, "- {type: dog-licence, of: dog}", "- {type: dog-licence, of: dog, when: answers.swims}"
    )
    (problem,) = problems_of(write_world(tmp_path, changes))
    assert (problem.code, problem.file) == ("catalog.item_needs_question", THING)
    assert problem.values == {"item": "park-pass", "name": "answers.swims"}


def test_text_that_is_not_utf_8_is_refused_at_its_line(tmp_path: Path):
    write_world(tmp_path)
    (tmp_path / "nation/things/cat.yaml").write_bytes("id: cat\nname: 中华田园猫\n".encode("gb18030"))
    (problem,) = problems_of(tmp_path)
    assert (problem.code, problem.file, problem.line) == ("catalog.not_utf8", "nation/things/cat.yaml", 2)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path):
    (problem,) = problems_of(tmp_path / "nowhere")
    assert problem.code == "catalog.no_folder"


def test_all_faults_are_told_at_once_in_the_order_of_files_and_lines(tmp_path: Path):
    changes = {
        **edited(ITEM, "- dog.breed", "- dog.bread"),
        **edited(THING, "lead: pets", "lead: dogs"),
        **edited(OVERLAY, "promised: 2 working days", "promised: 9 working days"),
        **edited(DEPARTMENTS, "short: {zh: 公园, en: Parks}", "short: {zh: 公园}"),
        **edited(CALENDAR, '["2026-10-01"]', '["2026-13-01", "2025-01-01"]'),
        "nation/things/cat.yaml": "id: [",
    }
    problems = problems_of(write_world(tmp_path, changes))
    assert [(problem.code.removeprefix("catalog."), problem.file, problem.line) for problem in problems] == [
        ("bad_day", CALENDAR, 2),
        ("day_in_other_year", CALENDAR, 2),
        ("missing_key", DEPARTMENTS, 1),
        ("unknown_element", ITEM, 8),
        ("bad_yaml", "nation/things/cat.yaml", 1),
        ("unknown_department", THING, 5),
        ("overlay_limit_longer", OVERLAY, 6),
    ]


def test_a_faulty_definition_does_not_make_those_that_name_it_faulty(tmp_path: Path):
    problems = problems_of(write_world(tmp_path, edited(ITEM, "kind: 行政许可", "kind: 许可")))
    assert [problem.code for problem in problems] == ["catalog.not_one_of"]


def test_a_remedy_names_what_was_probably_meant(tmp_path: Path):
    (problem,) = problems_of(write_world(tmp_path, edited(ITEM, "- dog.breed", "- dog.bread")))
    assert "breed" in problem.remedy("zh")
    assert "breed" in problem.remedy("en")


def test_every_rule_has_words_and_all_words_have_a_rule():
    source = Path(catalog.__file__).parent
    raised = {
        code
        for path in source.rglob("*.py")
        for code in re.findall(r'"(catalog\.[a-z0-9_]+)"', path.read_text())
    }
    worded = {
        key.split(".", 1)[1] for key in all_texts() if key.startswith(("problem.catalog.", "remedy.catalog."))
    }
    assert raised == worded
    assert all(f"{kind}.{code}" in all_texts() for code in raised for kind in ("problem", "remedy"))
