"""Everything the report says in words, in one language: `interface`, `claims` and `codes` with their typography.

Texts are written with ordinary spaces; `Words` gives French its no-break spaces. A placeholder takes text that is
already formatted (`Words.count`, `Words.number`): nothing is formatted twice.
"""

import re

from pipeline.page import numbers
from pipeline.page.claims import CLAIMS
from pipeline.page.codes import CODES, PHRASES
from pipeline.page.interface import INTERFACE
from pipeline.page.lexis_texts import LEXIS
from pipeline.page.numbers import Lang
from pipeline.page.questions_texts import QUESTIONS
from pipeline.page.selftest_texts import SELFTEST
from pipeline.page.shift_texts import SHIFT
from pipeline.page.verdict_texts import VERDICT

TEXTS = INTERFACE | CLAIMS | LEXIS | QUESTIONS | SELFTEST | SHIFT | VERDICT


class Words:
    """Words, numbers and dates in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self._column = numbers.LANGUAGES.index(lang)

    def __call__(self, key: str, /, **values: str) -> str:
        """A sentence or label, its placeholders filled."""
        return self._set(TEXTS[key][self._column].split("|")[-1], values)

    def count(self, key: str, n: int, /, **values: str) -> str:
        """A phrase that agrees with its number: in French 0 and 1 are singular, in English 1 alone."""
        forms = TEXTS[key][self._column].split("|")
        single = n in (0, 1) if self.lang == "fr" else n == 1
        return self._set(forms[0] if single else forms[-1], {"n": self.number(n), **values})

    def code(self, kind: str, value: str) -> str:
        """A word of the records (`zone.visas`, a reason, a method) as people say it; itself when unknown."""
        pair = CODES.get(f"{kind}.{value}")
        return self.said(pair[self._column]) if pair else value

    def phrase(self, text: str) -> str:
        """A phrase that a stage wrote into a record, in this language; itself when unknown."""
        for pattern, *forms in PHRASES:
            match = re.fullmatch(pattern, text)
            if match:
                return self.said(forms[self._column].format(*map(self.phrase, match.groups())))
        return text

    def of(self, french: str, english: str | None) -> str:
        """The label of this language; French where there is no English."""
        return self.said(french if self.lang == "fr" or not english else english)

    def said(self, text: str) -> str:
        """Our own prose in the typography of this language."""
        return numbers.french(text) if self.lang == "fr" else text.replace("'", "’")

    def quoted(self, text: str) -> str:
        """Between the quotation marks of this language."""
        return numbers.french(f"« {text} »") if self.lang == "fr" else f"“{text}”"

    def number(self, value: float | None, decimals: int = 0) -> str:
        """A number, or a dash."""
        return numbers.number(value, self.lang, decimals)

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share from 0 to 1 as per cent."""
        return f"{self.number(100 * share, decimals)}{numbers.NARROW if self.lang == 'fr' else ''}%"

    def rate(self, what: str, value: float) -> str:
        """` emplois pour 10 000 mots`, in the singular below 2 in French, for 1 alone in English."""
        single = abs(value) < 2 if self.lang == "fr" else value == 1
        return f" {self.code('rate', f'{what}_one' if single else what)}"

    def interval(self, low: float, high: float, decimals: int) -> str:
        """A 95 % interval in brackets."""
        return numbers.interval(low, high, self.lang, decimals)

    def date(self, iso: str | None) -> str:
        """A date, or a dash."""
        return numbers.date(iso, self.lang)

    def year(self, value: float) -> str:
        """A fitted year, one decimal, without a thousands mark: `2012,4`."""
        return f"{value:.1f}".replace(".", "," if self.lang == "fr" else ".")

    def years_between(self, low: float, high: float) -> str:
        """A 95 % interval of fitted years."""
        mark = f"{numbers.NARROW};" if self.lang == "fr" else ";"
        return f"[{self.year(low)}{mark}{numbers.NO_BREAK}{self.year(high)}]"

    def years(self, years: list[int]) -> str:
        """Years in order, runs folded: `2001, 2004–2007`."""
        runs: list[list[int]] = []
        for year in sorted(years):
            if runs and year == runs[-1][-1] + 1:
                runs[-1].append(year)
            else:
                runs.append([year])
        return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)

    def _set(self, text: str, values: dict[str, str]) -> str:
        return self.said(text.format(**values) if values else text)
