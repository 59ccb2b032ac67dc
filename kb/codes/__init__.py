"""Error codes: one canonical form for every notation, the parts of a code, its names.

Example:
    >>> explain("-2147023436").canonical
    '0x800705b4'
"""

from kb.codes.explaining import Explanation, explain, variants
from kb.codes.names import CodeName, near_names
from kb.codes.notation import canonical
from kb.codes.parts import Parts

__all__ = ["CodeName", "Explanation", "Parts", "canonical", "explain", "near_names", "variants"]
