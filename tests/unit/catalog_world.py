"""A small folder of definitions, made up: two departments, two items, one thing, one region that adds."""

from pathlib import Path

FILES = {
    "nation/departments.yaml": """
- {id: parks, name: {zh: 公园部门, en: Parks}, short: {zh: 公园, en: Parks}}
- {id: pets, name: {zh: 宠物部门, en: Pets}, short: {zh: 宠物, en: Pets}}
""",
    "nation/registries.yaml": """
- id: dog-register
  name: {zh: 犬只登记, en: Dog register}
  holder: pets
  basis: 某法
  gives: [breed]
  proves: [chip-proof]
""",
    "nation/elements.yaml": """
- {id: id_number, name: {zh: 号码, en: Number}, type: id_number}
- {id: breed, name: {zh: 品种, en: Breed}, type: text, max_length: 50}
- {id: leashed, name: {zh: 牵绳, en: On a leash}, type: yes_no}
- id: size
  name: {zh: 大小, en: Size}
  type: choice
  options:
    - {value: small, name: {zh: 小, en: Small}}
    - {value: large, name: {zh: 大, en: Large}}
- id: weight
  name: {zh: 体重, en: Weight}
  type: number
  minimum: 1
  maximum: 90
""",
    "nation/documents.yaml": """
- id: chip-proof
  name: {zh: 芯片证明, en: Proof of the chip}
- id: dog-licence
  name: {zh: 犬证, en: Dog licence}
""",
    "nation/regions.yaml": """
- {code: "000000", name: {zh: 全国, en: China}}
- {code: "990000", name: {zh: 某省, en: Somewhere}}
- {code: "990100", name: {zh: 某市, en: Town}}
- {code: "990101", name: {zh: 某县, en: County}}
""",
    "nation/calendar.yaml": """
- year: 2026
  holidays: ["2026-10-01"]
  makeup: ["2026-10-10"]
""",
    "nation/stages.yaml": """
- {id: home, cycle: person, name: {zh: 居家, en: Home}, about: {zh: 家里的事, en: At home}}
""",
    "nation/lists.yaml": """
- id: 2024-1
  name: {zh: 第一批, en: First list}
  count: 2
  entries:
    - {id: dog, stage: home, name: {zh: 养狗, en: Keeping a dog}}
    - {id: cat, stage: home, name: {zh: 养猫, en: Keeping a cat}, synonyms: [猫咪]}
""",
    "nation/items/pets/dog-licence.yaml": """
id: dog-licence
name: {zh: 犬证, en: Dog licence}
department: pets
kind: 行政许可
needs:
  elements:
    - keeper.id_number
    - dog.breed
    - dog.size
    - {element: dog.weight, when: dog.size == "large"}
  documents:
    - {type: chip-proof, of: dog}
gives:
  documents:
    - {type: dog-licence, of: dog}
limit: {statutory: 20 working days, promised: 3 working days}
""",
    "nation/items/parks/park-pass.yaml": """
id: park-pass
name: {zh: 入园卡, en: Park pass}
department: parks
kind: 公共服务
needs:
  elements:
    - dog.leashed
  documents:
    - {type: dog-licence, of: dog}
""",
    "nation/things/dog.yaml": """
id: dog
name: {zh: 养狗, en: Keeping a dog}
summary: {zh: 养狗要办的事, en: What to do for a dog}
stage: home
lead: pets
roles:
  person: {kind: person, name: {zh: 主人, en: Keeper}}
  dog: {kind: object, name: {zh: 狗, en: Dog}}
applicant: [person]
questions:
  - id: goes_to_park
    ask: {zh: 去公园吗？, en: "To the park?"}
    answer: yes_no
  - id: leashed
    fills: dog.leashed
    ask: {zh: 牵绳吗？, en: "On a leash?"}
    answer: yes_no
eligible:
  - id: on_leash
    rule: answers.leashed
    otherwise: {zh: 要牵绳, en: It must be leashed}
    remedy: {zh: 牵上绳再来, en: Come back with a leash}
items:
  - item: dog-licence
    bind: {keeper: person}
  - item: park-pass
    when: answers.goes_to_park
lookups:
  - registry: dog-register
    by: dog.id_number
    gives: {dog.breed: breed}
    proves: [chip-proof@dog]
limit:
  promised: 3 working days
batch: 2024-1
""",
    "regions/990000/lists.yaml": """
- {entry: cat, state: prepared, since: 2024-10}
""",
    "regions/990000/departments.yaml": """
- {department: pets, name: {zh: 某省宠物局, en: Pets of Somewhere}, reach: {phone: "12345"}, source: 某处}
""",
    "regions/990000/items/parks/dog-swim.yaml": """
id: dog-swim
name: {zh: 犬只游泳, en: Dog swimming}
department: parks
kind: 公共服务
needs: {elements: [dog.breed]}
law: [某条例 第一条]
source: 某处
""",
    "regions/990000/things/dog.yaml": """
thing: dog
items:
  - item: dog-swim
    when: answers.goes_to_park
limit:
  promised: 2 working days
law: [某条例 第一条]
source: 某处
""",
}


def write_world(folder: Path, changes: dict[str, str] | None = None) -> Path:
    """Write the folder, with some files replaced or added."""
    for name, content in {**FILES, **(changes or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.lstrip("\n"), encoding="utf-8")
    return folder


def edited(name: str, old: str, new: str) -> dict[str, str]:
    """Give one file of the world with one passage replaced."""
    assert FILES[name].count(old) == 1, f"{old!r} must stand once in {name}"
    return {name: FILES[name].replace(old, new)}
