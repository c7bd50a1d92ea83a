package sized

import (
	"fmt"
	"strings"
	"testing"
)

func TestTo(t *testing.T) {
	if got := To("p: F", []int(nil), 3); len(got) != 3 {
		t.Errorf("%v for nil", got)
	}
	own := []int{1, 2}
	if got := To("p: F", own, 2); &got[0] != &own[0] {
		t.Error("dst was not taken")
	}
	for _, n := range []int{3, -1, 1 << 50} {
		func() {
			defer func() {
				if r := recover(); !strings.HasPrefix(fmt.Sprint(r), "p: F: ") {
					t.Errorf("%d: %v", n, r)
				}
			}()
			To("p: F", own, n)
		}()
	}
}
