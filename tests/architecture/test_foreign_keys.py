"""Foreign keys go the way imports go: up the list of rooms, never down. import-linter cannot see them."""

from django.apps import apps

ROOMS = ("base", "catalog", "plans", "cases", "people", "papers", "exchange", "channels", "run")


def room_of(model) -> str | None:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "onething" else None


def test_foreign_keys_point_up_the_list_of_rooms(django_ready):
    wrong = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            here, there = room_of(model), field.related_model and room_of(field.related_model)
            if field.concrete and here and there and ROOMS.index(there) > ROOMS.index(here):
                wrong.append(f"{model.__name__}.{field.name} -> {field.related_model.__name__}")
    assert not wrong


def test_there_are_models_to_look_at(django_ready):
    assert {room_of(model) for model in apps.get_models()} >= {
        "plans",
        "cases",
        "people",
        "papers",
        "exchange",
    }
