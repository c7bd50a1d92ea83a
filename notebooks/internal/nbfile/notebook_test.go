package nbfile_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// saved is a notebook as JupyterLab saves one, with what a run must not keep.
const saved = `{
 "cells": [
  {
   "cell_type": "markdown",
   "id": "a-1",
   "metadata": {"tags": ["hide"], "scrolled": true},
   "attachments": {"x.png": {"image/png": "AAAA"}},
   "source": ["# Title\n", "é < ü & \u2028 \\u2028"]
  },
  {
   "cell_type": "code",
   "execution_count": 7,
   "id": "b_2",
   "metadata": {"execution": {"iopub.status.busy": "2024"}, "trusted": true, "jupyter": {"source_hidden": true}, "x": 1.50},
   "outputs": [
    {"output_type": "stream", "name": "stdout", "text": "one\ntwo"},
    {"output_type": "display_data", "data": {"text/html": ["<b>\n", "</b>"], "image/png": "AA==", "application/json": ["a", "b"]}, "metadata": {}},
    {"output_type": "execute_result", "execution_count": 7, "data": {"text/plain": "7"}, "metadata": {}},
    {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["t\nu"]}
   ],
   "source": "x\n%%\ny\n"
  },
  {"cell_type": "raw", "metadata": {}, "source": []}
 ],
 "metadata": {
  "kernelspec": {"display_name": "Old", "language": "go", "name": "old"},
  "language_info": {"name": "go", "version": "go1.20"},
  "widgets": {"state": {}}
 },
 "nbformat": 4,
 "nbformat_minor": 4
}`

const written = `{
 "cells": [
  {
   "attachments": {
    "x.png": {
     "image/png": "AAAA"
    }
   },
   "cell_type": "markdown",
   "id": "a-1",
   "metadata": {
    "tags": [
     "hide"
    ]
   },
   "source": [
    "# Title\n",
    "é < ü & SEPARATOR",
    " \\u2028"
   ]
  },
  {
   "cell_type": "code",
   "execution_count": 7,
   "id": "b_2",
   "metadata": {
    "jupyter": {
     "source_hidden": true
    },
    "x": 1.50
   },
   "outputs": [
    {
     "name": "stdout",
     "output_type": "stream",
     "text": [
      "one\n",
      "two"
     ]
    },
    {
     "data": {
      "application/json": [
       "a",
       "b"
      ],
      "image/png": "AA==",
      "text/html": [
       "<b>\n",
       "</b>"
      ]
     },
     "metadata": {},
     "output_type": "display_data"
    },
    {
     "data": {
      "text/plain": [
       "7"
      ]
     },
     "execution_count": 7,
     "metadata": {},
     "output_type": "execute_result"
    },
    {
     "ename": "E",
     "evalue": "v",
     "output_type": "error",
     "traceback": [
      "t\nu"
     ]
    }
   ],
   "source": [
    "x\n",
    "%%\n",
    "y\n"
   ]
  },
  {
   "cell_type": "raw",
   "id": "IDENTITY",
   "metadata": {},
   "source": []
  }
 ],
 "metadata": {
  "kernelspec": {
   "display_name": "Go (gonb)",
   "language": "go",
   "name": "gonb"
  },
  "language_info": {
   "file_extension": ".go",
   "mimetype": "text/x-go",
   "name": "go"
  }
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
`

func parse(t *testing.T, text string) *nbfile.Notebook {
	t.Helper()
	nb, err := nbfile.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return nb
}

func render(t *testing.T, nb *nbfile.Notebook) string {
	t.Helper()
	data, err := nb.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestWritten(t *testing.T) {
	nb := parse(t, saved)
	if d := cmp.Diff([]string{"hide"}, nb.Cells[0].Tags()); d != "" {
		t.Error(d)
	}
	got := render(t, nb)
	want := strings.NewReplacer("SEPARATOR", "\u2028", "IDENTITY", nb.Cells[2].ID).Replace(written)
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if again := render(t, parse(t, got)); again != got {
		t.Errorf("written twice:\n%s", cmp.Diff(got, again))
	}
	if id := parse(t, saved).Cells[2].ID; id != nb.Cells[2].ID || len(id) != 8 {
		t.Errorf("the id of a cell without one is once %q, once %q", nb.Cells[2].ID, id)
	}
}

// A text is cut where Python's str.splitlines(True) cuts it.
func TestLinesAsInPython(t *testing.T) {
	nb := &nbfile.Notebook{Cells: []nbfile.Cell{{Kind: nbfile.Raw, ID: "x", Source: "a\r\nb\rc\n\nd\ve\x1cf\u0085g\u2029h"}}}
	got := render(t, nb)
	want := `   "source": [
    "a\r\n",
    "b\r",
    "c\n",
    "\n",
    "d\u000b",
    "e\u001c",
    "f` + "\u0085" + `",
    "g` + "\u2029" + `",
    "h"
   ]`
	if !strings.Contains(got, want) {
		t.Errorf("got %s", got)
	}
	if s := parse(t, got).Cells[0].Source; s != nb.Cells[0].Source {
		t.Errorf("read again: %q", s)
	}
}

func TestIDsAreUnique(t *testing.T) {
	cell := `{"cell_type": "code", "id": "same", "metadata": {}, "source": "x", "outputs": [], "execution_count": null}`
	nb := parse(t, `{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [`+cell+","+cell+","+strings.Replace(cell, "same", "not valid!", 1)+`]}`)
	seen := map[string]bool{}
	for _, c := range nb.Cells {
		seen[c.ID] = true
	}
	if len(seen) != 3 || !seen["same"] || seen["not valid!"] {
		t.Errorf("got %v", seen)
	}
}

func TestParseRejects(t *testing.T) {
	for name, text := range map[string]string{
		"empty":          "",
		"no JSON":        "{\n\"cells\": [,]}",
		"two objects":    `{"nbformat": 4, "cells": []} {}`,
		"no format":      `{"cells": []}`,
		"nbformat 3":     `{"nbformat": 3, "worksheets": []}`,
		"a cell's type":  `{"nbformat": 4, "cells": [{"cell_type": "heading", "source": ""}]}`,
		"an output type": `{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "outputs": [{"output_type": "pyout"}]}]}`,
		"a source":       `{"nbformat": 4, "cells": [{"cell_type": "code", "source": 1}]}`,
		"cut off":        saved[:len(saved)/2],
	} {
		if _, err := nbfile.Parse([]byte(text)); !errors.Is(err, nbfile.ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := nbfile.Parse([]byte("{\n\"cells\": [,]}"))
	if !strings.Contains(err.Error(), "line 2") {
		t.Errorf("the line is not named: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(saved))
	f.Add([]byte(`{"nbformat": 4, "cells": [{"cell_type": "raw", "source": "\ud800"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		nb, err := nbfile.Parse(data)
		if err != nil {
			return
		}
		first := render(t, nb)
		if again := render(t, parse(t, first)); again != first {
			t.Errorf("written twice:\n%s", cmp.Diff(first, again))
		}
	})
}
