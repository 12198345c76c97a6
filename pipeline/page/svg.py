"""Vega-Lite specification -> static SVG, light and dark, ready to stand in a page.

The light drawing is the one in the page; `scheme_rules` turns its colours dark by style sheet, so that each figure
is written once, prints light, and follows `prefers-color-scheme` without a script.
"""

import json
import re
from typing import Any

import vl_convert

from pipeline.page.numbers import Lang
from pipeline.page.palette import HATCH, LIGHT, pairs

LOCALES: dict[Lang, Any] = {"fr": "fr-FR", "en": "en-GB"}

_NOISE = (
    re.compile(r'<path class="(?:background|foreground)"[^>]*/>'),
    re.compile(r' (?:class|role|aria-[a-z]+|pointer-events|xmlns:xlink|version|width|height)="[^"]*"(?=[^<]*>)'),
    re.compile(r' (?:opacity="1"|fill-opacity="1"|stroke-opacity="1"|transform="translate\(0,0\)")'),
)
_DISC = re.compile(r'<path transform="translate\(([-\d.]+),([-\d.]+)\)" d="M([\d.]+),0A[^"Z]*Z"')
_LONG_DECIMALS = re.compile(r"-?\d+\.\d{2,}")


def light_svg(spec: dict[str, Any], lang: Lang, name: str) -> str:
    """Draw one figure on the light ground.

    Args:
        spec: from `charts`.
        lang: decides the decimal and thousands marks.
        name: identifier of the figure, prefix of the ids inside.
    """
    locale = LOCALES[lang]
    drawn = vl_convert.vegalite_to_svg(json.dumps(spec), format_locale=locale, time_format_locale=locale)
    return _hatched(_lean(drawn), name)


def dark_svg(svg: str) -> str:
    """The same drawing in the colours of the dark scheme."""
    swap = {light.lower(): dark for light, dark in pairs()}
    return re.sub(r"#[0-9A-Fa-f]{6}\b", lambda match: swap.get(match.group().lower(), match.group()), svg)


def scheme_rules() -> str:
    """Style rules that turn the colours of an inline light drawing into the dark ones."""
    return "\n".join(
        f'.plot [{attribute}="{light}" i]{{{attribute}:{dark}}}'
        for light, dark in pairs()
        for attribute in ("fill", "stroke")
    )


def inline(svg: str, label_id: str) -> str:
    """The drawing as part of a page, named by the element `label_id`."""
    return svg.replace("<svg ", f'<svg role="img" aria-labelledby="{label_id}" focusable="false" ', 1)


def _lean(svg: str) -> str:
    """Without what only Vega's own runtime needs, and with one decimal: a third of the bytes."""
    head, _, body = svg.partition(">")
    view_box = re.search(r'viewBox="[^"]*"', head)
    body = re.sub(r'<rect width="\d+" height="\d+" fill=', '<rect width="100%" height="100%" fill=', body, count=1)
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match.group())
        return f"\0{len(kept) - 1}\0"

    body = re.sub(r"<rect [^>]*>|<text[^>]*>[^<]*", keep, body)
    for pattern in _NOISE:
        body = pattern.sub("", body)
    body = re.sub(r"\0(\d+)\0", lambda match: kept[int(match.group(1))], body)
    body = _LONG_DECIMALS.sub(lambda match: f"{round(float(match.group()), 1):g}", body)
    body = _DISC.sub(r'<circle cx="\1" cy="\2" r="\3"', body)
    while (shorter := re.sub(r"<g>\s*</g>", "", body)) != body:
        body = shorter
    return f'<svg xmlns="http://www.w3.org/2000/svg" {view_box.group() if view_box else ""}>{body}'


def _hatched(svg: str, name: str) -> str:
    """Put a hatching in the place of the colour that stands for it."""
    if HATCH.lower() not in svg.lower():
        return svg
    pattern = (
        f'<defs><pattern id="{name}-hatch" width="8" height="8" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="8" height="8" fill="{LIGHT.ground}"/>'
        f'<path d="M0,0v8" stroke="{LIGHT.grid}" stroke-width="3"/></pattern></defs>'
    )
    filled = re.sub(re.escape(HATCH), f"url(#{name}-hatch)", svg, flags=re.IGNORECASE)
    return filled.replace(">", f">{pattern}", 1)
