package nbplot

import "testing"

// Every sign that formulas of the course use has a glyph.
func TestMathGlyphs(t *testing.T) {
	const signs = "αβγδεζηθικλμνξοπρστυφχψω ΓΔΘΛΞΠΣΦΨΩ ϵ ∂∇∞∑∏∫√∛∈∉∀∃∅⊂∩∪ℝℕ ⌊⌋⌈⌉⟨⟩‖| " +
		"±×÷·−≤≥≠≈≡∝≪≫→←↔↦⇒⇔ ⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿᵀᵢⱼₖₙ₀₁₂₃₄₅₆₇₈₉₊₋ ½¼¾⅓ °′″… „“”‘’–— ★●○ ℓ ∼ † ∎ âêîôûäöüßéèñ"
	if err := checkText("the signs", signs); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{"\u4e2d", "\U0001f9ea", "tab\t"} {
		if checkText("bad", bad) == nil {
			t.Errorf("%q passes", bad)
		}
	}
}

func TestTextWidth(t *testing.T) {
	if w := textWidth("", 12); w != 0 {
		t.Errorf("nothing is %v wide", w)
	}
	a, b := textWidth("step", 12), textWidth("step", 24)
	if a < 15 || a > 40 || b != 2*a {
		t.Errorf("widths %v and %v", a, b)
	}
	p := textPath("step", 12)
	for _, c := range p {
		if x := float64(c.Pos.X); x < -0.5 || x > a+0.5 {
			t.Errorf("outline at %v of a text %v wide", x, a)
		}
	}
}
