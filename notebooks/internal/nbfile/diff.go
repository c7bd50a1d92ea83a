package nbfile

import (
	"fmt"
	"strings"
)

const (
	diffContext  = 2
	diffMost     = 60        // lines shown
	diffQuadrant = 4_000_000 // cells of the table of common lines
)

// Diff returns the lines in which a and b differ, each with two lines of
// context before and after it: "- " marks a line of a, "+ " one of b. It
// returns "" when the texts are the same.
func Diff(a, b string) string {
	if a == b {
		return ""
	}
	script := diffLines(textLines(a), textLines(b))
	show := make([]bool, len(script))
	for i, s := range script {
		if s[0] == ' ' {
			continue
		}
		for j := max(0, i-diffContext); j <= min(len(script)-1, i+diffContext); j++ {
			show[j] = true
		}
	}
	var out strings.Builder
	shown, gap := 0, false
	for i, s := range script {
		if !show[i] {
			gap = true
			continue
		}
		if gap {
			out.WriteString("  …\n")
			gap = false
		}
		if shown++; shown > diffMost {
			fmt.Fprintf(&out, "  … and %d lines more\n", len(script)-i)
			return out.String()
		}
		out.WriteString(s + "\n")
	}
	return out.String()
}

// textLines cuts a text at its newlines, and shows where the last one lacks.
func textLines(s string) []string {
	if s == "" {
		return nil
	}
	list := strings.Split(s, "\n")
	if last := len(list) - 1; list[last] == "" {
		return list[:last]
	}
	list[len(list)-1] += "  (no newline at the end)"
	return list
}

// diffLines returns the lines of both texts in order, marked by "  ", "- ", "+ ".
func diffLines(a, b []string) []string {
	var head, tail int
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	script := mark(nil, "  ", a[:head])
	script = append(script, diffMiddle(a[head:len(a)-tail], b[head:len(b)-tail])...)
	return mark(script, "  ", a[len(a)-tail:])
}

func mark(script []string, prefix string, lines []string) []string {
	for _, l := range lines {
		script = append(script, prefix+l)
	}
	return script
}

// diffMiddle finds a longest common subsequence, unless the texts are so long
// that its table would not be worth its memory.
func diffMiddle(a, b []string) []string {
	if len(a)*len(b) > diffQuadrant {
		return mark(mark(nil, "- ", a), "+ ", b)
	}
	// common[i][j]: length of the longest common subsequence of a[i:] and b[j:].
	common := make([][]int32, len(a)+1)
	for i := range common {
		common[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = 1 + common[i+1][j+1]
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var script []string
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			script = append(script, "  "+a[i])
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			script = append(script, "- "+a[i])
			i++
		default:
			script = append(script, "+ "+b[j])
			j++
		}
	}
	return mark(mark(script, "- ", a[i:]), "+ ", b[j:])
}
