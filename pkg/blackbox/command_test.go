package blackbox_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gradstep/gradstep/pkg/blackbox"
)

// shell is a program that prints what the script does with $1, $2, …
func shell(script string, n int) *blackbox.Command {
	args := []string{"sh", "-c", script, "sh"}
	for i := range n {
		args = append(args, fmt.Sprintf("{x%d}", i))
	}
	return &blackbox.Command{Args: args}
}

const bowl = `awk -v x="$1" -v y="$2" 'BEGIN { printf "%.17g\n", (x-0.3)*(x-0.3) + 3*(y+0.2)*(y+0.2) }'`

func openJournal(t *testing.T, path string, c *blackbox.Command) *blackbox.Journal {
	t.Helper()
	j, err := blackbox.OpenJournal(path, c.Args)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	return j
}

func TestVariables(t *testing.T) {
	for _, q := range []struct {
		args []string
		n    int
		says string
	}{
		{[]string{"f", "{x0}"}, 1, ""},
		{[]string{"f", "--a={x1}", "{x0},{x0}"}, 2, ""},
		{nil, 0, "no command"},
		{[]string{"f", "x0", "{x}", "{x00}"}, 0, "no {x0}"},
		{[]string{"f", "{x0}", "{x2}"}, 0, "but no {x1}"},
	} {
		n, err := (&blackbox.Command{Args: q.args}).Variables()
		if n != q.n || q.says == "" && err != nil || q.says != "" && (!errors.Is(err, blackbox.ErrValue) || !strings.Contains(err.Error(), q.says)) {
			t.Errorf("%q: %d, %v", q.args, n, err)
		}
	}
}

// What a program may do, and what is said of it.
func TestValue(t *testing.T) {
	for _, q := range []struct {
		script string
		want   float64
		says   string
	}{
		{`echo "$1"`, -0.1, ""},
		{`echo "step 1: loss 7"; echo; echo " -2.5e-3 "; echo; echo noise >&2`, -2.5e-3, ""},
		{`echo "loss = 3"`, 0, `the last line of`},
		{`echo "loss = 3"`, 0, `"loss = 3" and no number`},
		{`echo nan`, 0, `"nan", which is not finite`},
		{`echo 1e999`, 0, `which is not finite`},
		{`:`, 0, "printed nothing"},
		{`echo 1; echo "no such file: data.csv" >&2; exit 3`, 0, `exit status 3; its last line of errors is "no such file: data.csv"`},
		{`kill -9 $$`, 0, "killed"},
		{`sleep 60`, 0, "did not end within"},
		{`head -c 100000 /dev/zero | tr '\0' x; echo; echo 5`, 5, ""},
	} {
		c := shell(q.script, 1)
		c.Timeout = 10 * time.Second
		if strings.Contains(q.says, "within") {
			c.Timeout = 100 * time.Millisecond
		}
		v, err := c.Value(context.Background(), []float64{-0.1})
		if v != q.want || q.says == "" && err != nil || q.says != "" && (!errors.Is(err, blackbox.ErrFailed) || !strings.Contains(err.Error(), q.says)) {
			t.Errorf("%s: %v, %v", q.script, v, err)
		}
	}
	none := blackbox.Command{Args: []string{"/no/such/program", "{x0}"}}
	if _, err := none.Value(context.Background(), []float64{1}); !errors.Is(err, blackbox.ErrFailed) {
		t.Error(err)
	}
}

// A program that is out of time takes its own children with it.
func TestTimeoutEndsTheGroup(t *testing.T) {
	file := filepath.Join(t.TempDir(), "alive")
	c := shell(`(sleep 1; echo late > "`+file+`") & sleep 60; echo "$1"`, 1)
	c.Timeout = 200 * time.Millisecond
	began := time.Now()
	if _, err := c.Value(context.Background(), []float64{1}); !errors.Is(err, blackbox.ErrFailed) || time.Since(began) > 20*time.Second {
		t.Errorf("%v after %v", err, time.Since(began))
	}
	time.Sleep(1500 * time.Millisecond)
	if _, err := os.Stat(file); err == nil {
		t.Error("a child of the program lived on")
	}
}
