package fd

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var number = regexp.MustCompile(`[0-9]+(\.[0-9]+)?(e[-+][0-9]+)?`)

// near fails the test where a table of the document and got differ by more than another rounding explains: a share by
// more than so many points, a small number by more than a factor of 4 (below 1e-15 by anything).
func near(t *testing.T, path, name, got string, points float64) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "<!-- "+name+" -->\n")
	want, _, found := strings.Cut(rest, "<!-- end "+name+" -->")
	if !found || number.ReplaceAllString(got, "#") != number.ReplaceAllString(want, "#") {
		t.Fatalf("the table %s has another form", name)
	}
	wanted := number.FindAllString(want, -1)
	for i, text := range number.FindAllString(got, -1) {
		a, _ := strconv.ParseFloat(text, 64)
		b, _ := strconv.ParseFloat(wanted[i], 64)
		differ := math.Abs(a-b) > points
		if strings.Contains(text, "e") {
			differ = max(a, b) > 1e-15 && max(a, b) > 4*min(a, b)
		}
		if differ {
			t.Errorf("the table %s has %s, here it is %s", name, wanted[i], text)
		}
	}
}
