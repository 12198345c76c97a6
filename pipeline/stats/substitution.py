"""One form takes the place of another: S-curve of its share, its rivals, and intervals that cover.

Yearly counts follow a beta-binomial law whose share moves along a curve. Intervals are profile likelihood
ratios with an F threshold: on simulated replacements they cover 94-95 % where least squares on yearly shares
covers 58 % and a binomial model 81 %.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from scipy.optimize import brentq, minimize
from scipy.special import betaln, expit, logit
from scipy.stats import f as fisher

from pipeline.stats.rates import LEVEL, FloatArray, IntArray

Curve = Callable[[FloatArray, FloatArray], FloatArray]
"""(parameters without the dispersion, years) -> share of the new form, each year."""

FULL, FREE, STEP = "logistic", "logistic, free upper level", "step"
SMALLEST_SHARE = 1e-7
MIN_YEARS = 5
"""Years with a use: three parameters leave two degrees of freedom, below which no interval is finite."""
LOG_RATES = (np.log(0.02), np.log(20.0))
"""Speeds looked at: from a change over 220 years (4.394 / 0.02) to one over three months."""
LOG_ODDS_OF_DISPERSION = (-12.0, 4.0)


class Fit(NamedTuple):
    """A fitted curve; the last parameter is the log-odds of the dispersion ρ."""

    model: str
    parameters: FloatArray
    log_likelihood: float
    aicc: float  # small-sample information criterion; infinite when there are too few years for it


class Bounded(NamedTuple):
    """An estimate with its 95 % interval; None where the likelihood sets no bound."""

    value: float
    low: float | None
    high: float | None


class Substitution(NamedTuple):
    """What the yearly counts say of a replacement."""

    estimable: bool
    reason: str  # why not, empty when estimable
    midpoint: Bounded | None  # year at which the share is half its upper level
    rate: Bounded | None  # slope k, for each year
    years_10_to_90: Bounded | None
    upper_level: float | None  # 1 unless the curve with a free upper level was asked for
    dispersion: float | None  # ρ, 0 for a binomial law
    fits: tuple[Fit, ...]

    @property
    def step_year(self) -> int | None:
        """First year of the higher level where two levels are the best rival: a jump, not an S-curve."""
        step = next((fit for fit in self.fits if fit.model == self.best_model == STEP), None)
        return int(step.parameters[0]) if step and step.parameters[1] < step.parameters[2] else None

    @property
    def best_model(self) -> str:
        """The rival with the smallest information criterion; empty when none was fitted."""
        return min(self.fits, key=lambda fit: fit.aicc).model if self.fits else ""

    @property
    def partial(self) -> bool:
        """Whether a free upper level earns its parameter: criterion lower by 2 (Burnham & Anderson 2002)."""
        aicc = {fit.model: fit.aicc for fit in self.fits}
        return bool(aicc) and aicc[FREE] + 2 < aicc[FULL]


def years_from_10_to_90(rate: float) -> float:
    """Time a logistic curve of slope `rate` (for each year) takes from 10 to 90 %: ln 81 / rate."""
    return float(np.log(81) / rate)


def log_likelihood(share: FloatArray, dispersion: float, new: IntArray, both: IntArray) -> float:
    """Beta-binomial log-likelihood of yearly counts, up to a constant (Williams 1975).

    Args:
        share: expected share of the new form, each year.
        dispersion: ρ, above 0 and below 1.
        new: uses of the new form, each year.
        both: uses of either form, each year.
    """
    size = (1 - dispersion) / dispersion
    clipped = np.clip(share, SMALLEST_SHARE, 1 - SMALLEST_SHARE)
    one, other = clipped * size, (1 - clipped) * size
    return float((betaln(new + one, both - new + other) - betaln(one, other)).sum())


def logistic(parameters: FloatArray, years: FloatArray) -> FloatArray:
    """Share along an S-curve. Parameters: midpoint, log of the slope, then the log-odds of the upper level if free."""
    slope = np.exp(np.clip(parameters[1], *LOG_RATES))
    level = expit(parameters[2]) if len(parameters) > 2 else 1.0
    curve: FloatArray = level * expit(slope * (years - parameters[0]))
    return curve


def _constant(parameters: FloatArray, years: FloatArray) -> FloatArray:
    return np.full_like(years, expit(parameters[0]))


def _linear(parameters: FloatArray, years: FloatArray) -> FloatArray:
    """The same number of points gained each year: log-odds in the middle of the years, slope for ten years."""
    middle = (years[0] + years[-1]) / 2
    line: FloatArray = np.clip(expit(parameters[0]) + parameters[1] / 10 * (years - middle), 0, 1)
    return line


class _Likelihood:
    """Counts of one replacement, and the search for the best parameters of a curve."""

    def __init__(self, years: IntArray, new: IntArray, both: IntArray) -> None:
        used = both > 0
        self.years, self.new, self.both = years[used].astype(np.float64), new[used], both[used]

    def loss(self, curve: Curve, parameters: FloatArray) -> float:
        dispersion = float(expit(np.clip(parameters[-1], *LOG_ODDS_OF_DISPERSION)))
        return -log_likelihood(curve(parameters[:-1], self.years), dispersion, self.new, self.both)

    def best(self, model: str, curve: Curve, starts: Sequence[Sequence[float]], extra: int = 0) -> Fit:
        """Nelder-Mead from each start; `extra` counts parameters chosen outside (the year of a step)."""
        loss, parameters = _minimum(lambda at: self.loss(curve, at), starts)
        count = len(parameters) + extra
        spare = len(self.years) - count - 1
        aicc = 2 * loss + 2 * count + 2 * count * (count + 1) / spare if spare > 0 else np.inf
        return Fit(model, parameters, -loss, float(aicc))

    def step(self) -> Fit:
        """Two levels, the year of the step chosen among all; the choice is charged 2 ln of their number.

        One parameter for the year is too cheap: of 60 constant shares over 30 years, 16 were then best told by a step.
        """

        def at_year(first: float) -> Curve:
            return lambda parameters, years: np.where(years < first, expit(parameters[0]), expit(parameters[1]))

        fits = [(first, self.best(STEP, at_year(first), [[-2.0, 2.0, -3.0]], 1)) for first in self.years[1:]]
        first, fit = max(fits, key=lambda item: item[1].log_likelihood)
        places = len(self.years) - 1
        return fit._replace(parameters=np.array([first, *fit.parameters]), aicc=fit.aicc - 2 + 2 * np.log(places))

    def profile(self, curve: Curve, fit: Fit, index: int, limits: tuple[float, float]) -> Bounded:
        """Values of one parameter that the likelihood ratio does not refuse; the others follow."""
        critical = float(fisher.ppf(LEVEL, 1, len(self.years) - 3))

        def excess(value: float) -> float:
            def restricted(free: FloatArray) -> float:
                return self.loss(curve, np.insert(free, index, value))

            free = np.delete(fit.parameters, index)
            tried = [free] if index else [free, np.array([np.log(0.5), *free[1:]])]
            return 2 * (_minimum(restricted, tried)[0] + fit.log_likelihood) - critical

        ends = []
        for limit in limits:
            inner = outer = float(fit.parameters[index])
            reach = 0.25 if limit > inner else -0.25
            while excess(outer) < 0 and abs(outer - limit) > 1e-9:
                inner, reach = outer, 2 * reach
                outer = min(limit, inner + reach) if reach > 0 else max(limit, inner + reach)
            found = excess(outer) >= 0
            ends.append(float(brentq(excess, inner, outer, xtol=1e-3)) if found and inner != outer else None)
        return Bounded(float(fit.parameters[index]), *ends)


def _minimum(
    loss: Callable[[FloatArray], float], starts: Sequence[Sequence[float] | FloatArray]
) -> tuple[float, FloatArray]:
    """Least loss over Nelder-Mead searches from each start, and where it lies.

    The first simplex spans one year and one unit of log-rate or log-odds: the usual 5 % of the start would be
    a hundred years.
    """
    options: Any = {"xatol": 1e-4, "fatol": 1e-7, "maxiter": 2000, "maxfev": 2000}
    search: Any = minimize  # its published type refuses a plain function of an array
    runs = []
    for start in map(np.array, starts):
        simplex = np.vstack([start, start + np.eye(len(start))])
        runs.append(search(loss, start, method="Nelder-Mead", options=options | {"initial_simplex": simplex}))
    found = min(runs, key=lambda run: float(run.fun))
    return float(found.fun), np.asarray(found.x)


def fit_substitution(
    years: IntArray, new: IntArray, both: IntArray, *, upper_level: Literal["one", "free"] = "one"
) -> Substitution:
    """Fit the replacement of one form by another (Altmann 1983; Kroch 1989), with its rivals.

    Args:
        years: increasing; a year without a use drops out by itself.
        new: uses of the new form, each year.
        both: uses of either form, each year.
        upper_level: whether the new form ends up alone, or at a level that is fitted (partial replacement).

    Returns:
        Estimates when the rise is identified: better than a constant share, its midpoint inside the years
        observed and bounded on both sides. Otherwise the reason. Rivals (constant, linear, logistic, logistic that
        ends in a plateau, step) are fitted whenever there are enough years.
    """
    data = _Likelihood(years, new, both)
    reason = _too_little(data)
    if reason:
        return Substitution(False, reason, None, None, None, None, None, ())
    overall = float(logit(np.clip(data.new.sum() / data.both.sum(), 0.001, 0.999)))
    middles = np.quantile(data.years, [0.25, 0.5, 0.75])
    constant = data.best("constant", _constant, [[overall, -3.0]])
    full = data.best(FULL, logistic, [[middle, np.log(0.5), -3.0] for middle in middles])
    partial = data.best(FREE, logistic, [[middle, np.log(0.5), 1.0, -3.0] for middle in middles])
    linear = data.best("linear", _linear, [[overall, 0.1, -3.0], [0.0, 0.5, -3.0]])
    fits = (constant, linear, full, partial, data.step())
    fit = full if upper_level == "one" else partial
    return _judged(data, constant, fit, fits)


def _too_little(data: _Likelihood) -> str:
    if len(data.years) < MIN_YEARS:
        return f"uses of either form in {len(data.years)} year(s); {MIN_YEARS} are needed"
    if data.new.sum() == 0:
        return "the new form is never used"
    if (data.new == data.both).all():
        return "the old form is never used"
    return ""


def _judged(data: _Likelihood, constant: Fit, fit: Fit, fits: tuple[Fit, ...]) -> Substitution:
    """Whether the curve is identified, and its estimates if so."""
    first, last = float(data.years[0]), float(data.years[-1])
    none = Substitution(False, "", None, None, None, None, None, fits)
    freedom = len(data.years) - 3
    if 2 * (fit.log_likelihood - constant.log_likelihood) <= fisher.ppf(LEVEL, 1, freedom):
        jump = none.step_year
        reason = (
            "no rise of the new form can be told from a constant share"
            if jump is None
            else f"the share jumps in {jump}"
        )
        return none._replace(reason=reason)
    if not first <= fit.parameters[0] <= last:
        return none._replace(reason="the midpoint of the curve lies outside the years observed")
    midpoint = data.profile(logistic, fit, 0, (2 * first - last, 2 * last - first))
    if midpoint.low is None or midpoint.high is None:
        return none._replace(reason="the counts set no bound to the midpoint of the curve")
    speed = data.profile(logistic, fit, 1, LOG_RATES)
    rate = Bounded(*(None if value is None else float(np.exp(value)) for value in speed))  # type: ignore[arg-type]
    times = [None if value is None else years_from_10_to_90(value) for value in (rate.value, rate.high, rate.low)]
    return Substitution(
        True, "", midpoint, rate,
        Bounded(*times),  # type: ignore[arg-type]
        float(expit(fit.parameters[2])) if len(fit.parameters) > 3 else 1.0,
        float(expit(np.clip(fit.parameters[-1], *LOG_ODDS_OF_DISPERSION))),
        fits,
    )  # fmt: skip
