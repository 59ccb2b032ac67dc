"""Every check that a rule can ask for by name."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from kb.redaction import keys, places, values

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
    "argument": places.argument,
    "switch": places.switch,
    "argument-run": places.argument_run,
    "paired": places.paired,
    "paired-bare": places.paired_bare,
    "paired-default": places.paired_default,
    "one-time": places.one_time,
    "login": places.login,
    "login-near": places.login_near,
    "login-near-id": places.login_near_id,
    "name": places.name,
    "rare-name": places.rare_name,
    "random": keys.random,
    "labelled-token": keys.labelled_token,
    "armour": keys.armour,
    "product-key": keys.product_key,
}
