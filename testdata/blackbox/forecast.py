"""Prints how well Holt's exponential smoothing forecasts a series, as a program to be tuned.

    python3 forecast.py LEVEL TREND

LEVEL and TREND, both from 0 to 1, say how fast the forecast follows the level and the slope of the series. Printed is the root of
the mean square of its errors, one step ahead:

    gradstep minimize -lo 0.01 -hi 0.99 -budget 300 -- python3 forecast.py {x0} {x1}
"""

import math
import sys


def series(n=120):
    """A trend that changes, waves, and noise from a linear congruential generator."""
    seed, values, level, slope = 12345, [], 10.0, 0.3
    for k in range(n):
        seed = (1103515245 * seed + 12345) % 2**31
        if k % 30 == 29:
            slope = -slope
        level += slope
        values.append(level + 0.5 * math.sin(k / 3) + (seed / 2**31 - 0.5))
    return values


def error(level_rate, trend_rate):
    values = series()
    level, trend, total = values[0], values[1] - values[0], 0.0
    for v in values[1:]:
        forecast = level + trend
        total += (v - forecast) ** 2
        before, level = level, level_rate * v + (1 - level_rate) * forecast
        trend = trend_rate * (level - before) + (1 - trend_rate) * trend
    return math.sqrt(total / (len(values) - 1))


if __name__ == "__main__":
    print(repr(error(float(sys.argv[1]), float(sys.argv[2]))))
