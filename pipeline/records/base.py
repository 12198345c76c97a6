"""What every record is made of."""

from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta

DocId = Annotated[str, Meta(pattern=r"^[a-z0-9-]{1,80}$", description="document identifier, [a-z0-9-], at most 80")]
Date = Annotated[str, Meta(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="ISO 8601, as precise as known")]
Natural = Annotated[int, Meta(ge=0)]
PageNumber = Annotated[int, Meta(ge=1, description="physical page, from 1")]
Fraction = Annotated[float, Meta(ge=0, le=1)]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every record: frozen, no unknown key, floats rounded to the declared decimals."""

    SCHEMA: ClassVar[int] = 1
    DECIMALS: ClassVar[dict[str, int]] = {}

    def __post_init__(self) -> None:
        for name, decimals in self.DECIMALS.items():
            value = getattr(self, name)
            if value is not None:
                msgspec.structs.force_setattr(self, name, _rounded(value, decimals))


def _rounded(value: Any, decimals: int) -> Any:
    if isinstance(value, float | int):
        return round(float(value), decimals)
    return [_rounded(item, decimals) for item in value]
