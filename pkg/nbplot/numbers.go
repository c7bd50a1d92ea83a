package nbplot

import (
	"cmp"
	"math"
	"strconv"
	"strings"
)

// labelled writes the numbers of one axis alike: the same decimals, or powers
// of ten.
func labelled(values []float64, log bool) []tick {
	out := make([]tick, len(values))
	size, step := 0.0, math.Inf(1)
	for i, v := range values {
		size = math.Max(size, math.Abs(v))
		if i > 0 {
			step = math.Min(step, math.Abs(v-values[i-1]))
		}
		out[i].value = v
	}
	if log {
		plain := true
		for _, v := range values {
			plain = plain && v >= 0.00999 && v < 1001
		}
		for i, v := range values {
			if plain {
				out[i].label = number(strconv.FormatFloat(v, 'f', -1, 64))
			} else {
				out[i].label = Power(v)
			}
		}
		return out
	}
	size = cmp.Or(size, 1)
	if math.IsInf(step, 1) {
		step = size
	}
	if size >= 1e6 || size < 1e-3 {
		// One power of ten for the whole axis.
		exp := int(math.Floor(math.Log10(size)))
		decimals := max(0, exp-int(math.Floor(math.Log10(step)+1e-9)))
		for i, v := range values {
			if v == 0 {
				out[i].label = "0"
				continue
			}
			out[i].label = number(strconv.FormatFloat(v/pow10(exp), 'f', decimals, 64)) + "·10" + superscript(exp)
		}
		return out
	}
	// As many decimals as the step needs: 2.5 after 0.5, not 2.50.
	decimals := 0
	for ; decimals < 12; decimals++ {
		exact := true
		for _, v := range values {
			r, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'f', decimals, 64), 64)
			exact = exact && math.Abs(r-v) <= 1e-6*step
		}
		if exact {
			break
		}
	}
	for i, v := range values {
		out[i].label = number(strconv.FormatFloat(v, 'f', decimals, 64))
	}
	return out
}

// number writes a minus sign in place of the hyphen.
func number(s string) string { return strings.Replace(s, "-", "−", 1) }

// Power writes v as a power of ten: "10⁻³", "2·10⁵"; between 0.01 and 1000 plainly.
func Power(v float64) string {
	if v == 0 {
		return "0"
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', -1, 64), "e")
	if len(mantissa) > 5 {
		mantissa, exponent, _ = strings.Cut(strconv.FormatFloat(v, 'e', 2, 64), "e")
	}
	e, _ := strconv.Atoi(exponent)
	switch mantissa {
	case "1":
		return "10" + superscript(e)
	case "-1":
		return "−10" + superscript(e)
	}
	return number(mantissa) + "·10" + superscript(e)
}

func superscript(n int) string {
	const signs = "⁰¹²³⁴⁵⁶⁷⁸⁹"
	var b strings.Builder
	for _, r := range strconv.Itoa(n) {
		if r == '-' {
			b.WriteRune('⁻')
			continue
		}
		b.WriteRune([]rune(signs)[r-'0'])
	}
	return b.String()
}
