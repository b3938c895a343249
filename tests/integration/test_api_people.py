"""Tokens and accounts: who is let in, and what is kept of them."""

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from stdnum.cn import ric

from onething.base.actor import Actor
from onething.people.accounts import find_person
from onething.people.demo import demo_people
from onething.people.keys import person_key
from onething.people.models import Token
from onething.people.tokens import actor_of, issue, revoke

pytestmark = pytest.mark.usefixtures("django_ready")


def test_a_token_speaks_for_its_department_until_it_ends():
    plain = issue("health", "500000", "test")
    assert actor_of(plain) == Actor("department", "health", "500000")
    assert not Token.objects.filter(hash=plain).exists()
    assert revoke(plain)
    assert actor_of(plain) is None
    assert actor_of(issue("health", "500000", "test", days=-1)) is None
    assert actor_of("\udc80") is None


def test_the_made_up_people_have_numbers_that_check_but_name_no_place():
    numbers = [person.id_number for person in demo_people()]
    assert len(set(numbers)) == len(numbers) >= 3
    for number in numbers:
        assert number.startswith("99")
        assert number[-1] == ric.calc_check_digit(number)


def test_signing_in_makes_one_account_that_stays():
    person = authenticate(demo_person="mother")
    again = authenticate(demo_person="mother")
    assert person is not None
    assert person == again
    assert person.actor == Actor("person", person_key(person.id_number))
    assert find_person(person.key) == person
    assert person.id_number not in str(person)
    assert authenticate(demo_person="nobody") is None
    client = Client()
    client.force_login(person, "onething.people.demo.DemoIdentityProvider")
    assert client.session["_auth_user_id"] == str(person.id)
