"""Marks agree wherever one key is used, and nowhere else."""

import re

from kb.redaction import Redactor
from kb.redaction.pseudonyms import digest, mark, new_key

KEY = bytes(range(32))


def test_a_person_has_one_mark_in_all_cases_whatever_the_form_of_the_name() -> None:
    redactor = Redactor(key=KEY)
    known = ("林小雨 <linxy@lake.example>",)
    first = redactor.redact("林小雨已回复", people=known).text
    second = redactor.redact("Xiaoyu Lin 与小林是同一人", people=known).text
    marks = re.findall(r"\[person-[0-9A-F]{4}\]", first + second)
    assert len(marks) == 3
    assert len(set(marks)) == 1


def test_a_customer_has_one_mark_in_its_long_and_its_short_form() -> None:
    found = Redactor(key=KEY).personal(
        "苏州华岭电子科技有限公司，即华岭电子或华岭", customers=("苏州华岭电子科技有限公司",)
    )
    assert len(found) == 3
    assert len({each.replacement for each in found}) == 1


def test_another_key_gives_another_mark() -> None:
    one, other = (mark("person", "林小雨", key) for key in (KEY, new_key()))
    assert one != other


def test_the_same_key_gives_the_same_mark_at_any_time() -> None:
    assert mark("customer", "湖山银行", KEY) == "[customer-6630]"


def test_a_mark_does_not_depend_on_width_case_or_separators() -> None:
    assert mark("email", "A@X.example", KEY) == mark("email", "a@x.example", KEY)
    assert mark("phone", "139-0011-2233", KEY) == mark("phone", "１３９ ００１１ ２２３３", KEY)


def test_a_secret_has_no_pseudonym() -> None:
    assert mark("password", "Rz7wQp31", KEY) == "[removed:password]"


def test_the_digest_of_a_value_depends_on_its_kind() -> None:
    assert digest("person", "lin", KEY) != digest("host", "lin", KEY)


def test_what_is_marked_already_is_not_found_again() -> None:
    text = Redactor(key=KEY).redact("联系人：林小雨，密码：Rz7wQp31").text
    again = Redactor(key=KEY).redact(text)
    assert (again.text, again.findings) == (text, ())
