"""Every check that a rule can ask for by name."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from kb.redaction import keys, logins, places, values

Check: TypeAlias = Callable[[str, int, int], tuple[int, int] | None]

CHECKS: Final[Mapping[str, Check]] = {
    "trim": values.trim,
    "labelled": places.labelled,
    "said": places.said,
    "near": places.near,
    "loose": places.loose,
    "far": places.far,
    "far-en": places.far_en,
    "far-number": places.far_number,
    "quoted": places.quoted,
    "cell": places.cell,
    "phrase": places.phrase,
    "spaced": places.spaced,
    "han": places.han,
    "no-unit": places.no_unit,
    "argument": logins.argument,
    "switch": logins.switch,
    "argument-run": logins.argument_run,
    "paired": logins.paired,
    "paired-bare": logins.paired_bare,
    "paired-default": logins.paired_default,
    "one-time": logins.one_time,
    "login": logins.login,
    "login-near": logins.login_near,
    "login-near-id": logins.login_near_id,
    "name": logins.name,
    "rare-name": logins.rare_name,
    "random": keys.random,
    "labelled-token": keys.labelled_token,
    "armour": keys.armour,
    "product-key": keys.product_key,
}
