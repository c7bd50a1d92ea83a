package testfunc

import (
	"bufio"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// NISTProblem is one of the Statistical Reference Datasets for nonlinear regression: measurements, a model
// with parameters b, and the fit that NIST certifies to 11 digits, found in 128-bit arithmetic.
//
//	r_i(b) = model(x_i; b) - y_i,  i = 0 … M-1
//
// Of Nelson the model is that of log y, and Y holds the logarithms.
//
// Source: www.itl.nist.gov/div898/strd, a work of the government of the United States in the public domain.
type NISTProblem struct {
	Name       string
	Difficulty string // NIST's own word: lower, average or higher

	Y          []float64 // M values
	X          []float64 // M rows of Predictors values
	Predictors int       // values of a row of X

	Starts     [2][]float64 // NIST's two starts, the first one the harder
	Certified  []float64    // the parameters of the fit
	StdErr     []float64    // their standard errors
	SumSquares float64      // Σ r² there

	model curve
}

//go:embed nist/*.dat
var nistFiles embed.FS

// NIST returns all 27 problems, by name.
func NIST() []NISTProblem {
	names, err := fs.Glob(nistFiles, "nist/*.dat")
	all := make([]NISTProblem, len(names))
	for i, name := range names {
		if err == nil {
			all[i], err = nistFile(name)
		}
	}
	if err != nil {
		panic(fmt.Sprintf("testfunc: the data of the package: %v", err))
	}
	return all
}

func nistFile(name string) (NISTProblem, error) {
	f, err := nistFiles.Open(name)
	if err != nil {
		return NISTProblem{}, err
	}
	defer f.Close()
	return ReadNIST(f)
}

// NISTByName returns the problem of NIST with that name.
func NISTByName(name string) (NISTProblem, error) {
	p, err := nistFile("nist/" + name + ".dat")
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		err = fmt.Errorf("testfunc: NIST has no nonlinear regression %q; NIST() lists them", name)
	}
	return p, err
}

var (
	nistName      = regexp.MustCompile(`^Dataset Name:\s+(\w+)`)
	nistParameter = regexp.MustCompile(`^\s*b\d+\s*=\s*(\S+)\s+(\S+)\s+(\S+)\s+(\S+)$`)
	nistSum       = regexp.MustCompile(`^Residual Sum of Squares:\s+(\S+)`)
	nistCount     = regexp.MustCompile(`^Number of Observations:\s+(\d+)`)
	nistLevel     = regexp.MustCompile(`(?i)(lower|average|higher) level of difficulty`)
)

// ReadNIST reads a file of NIST's nonlinear regression sets, as published; all 27 models are known. The error
// says what a file lacks.
func ReadNIST(r io.Reader) (NISTProblem, error) {
	var p NISTProblem
	lines := bufio.NewScanner(r)
	width, count, data := 0, -1, false
	for lines.Scan() {
		line := strings.TrimRight(lines.Text(), " \t\r")
		fields := strings.Fields(line)
		switch {
		case len(fields) > 0 && fields[0] == "Data:":
			data = true // the word stands above the description of the variables too: the last one counts
		case data && len(fields) >= 2 && (width == 0 || len(fields) == width):
			row, err := parseAll(fields)
			if err != nil {
				break // the description of the variables
			}
			width = len(row)
			p.Y, p.X = append(p.Y, row[0]), append(p.X, row[1:]...)
		}
		if m := nistName.FindStringSubmatch(line); m != nil {
			p.Name = m[1]
		}
		if m := nistLevel.FindStringSubmatch(line); m != nil {
			p.Difficulty = strings.ToLower(m[1])
		}
		if m := nistParameter.FindStringSubmatch(line); m != nil {
			v, err := parseAll(m[1:])
			if err != nil {
				return p, fmt.Errorf("testfunc: NIST's %s: %q: %w", p.Name, line, err)
			}
			p.Starts[0], p.Starts[1] = append(p.Starts[0], v[0]), append(p.Starts[1], v[1])
			p.Certified, p.StdErr = append(p.Certified, v[2]), append(p.StdErr, v[3])
		}
		var err error
		if m := nistSum.FindStringSubmatch(line); m != nil {
			p.SumSquares, err = strconv.ParseFloat(m[1], 64)
		}
		if m := nistCount.FindStringSubmatch(line); m != nil {
			count, err = strconv.Atoi(m[1])
		}
		if err != nil {
			return p, fmt.Errorf("testfunc: NIST's %s: %q: %w", p.Name, line, err)
		}
	}
	p.Predictors, p.model = width-1, curves[p.Name]
	switch {
	case lines.Err() != nil:
		return p, fmt.Errorf("testfunc: NIST's data: %w", lines.Err())
	case p.Name == "":
		return p, fmt.Errorf("testfunc: no file of NIST's: there is no line \"Dataset Name: …\"")
	case p.model == nil:
		return p, fmt.Errorf("testfunc: NIST's %q: the model is not known here", p.Name)
	case len(p.Certified) == 0:
		return p, fmt.Errorf("testfunc: NIST's %s: the file has no certified values", p.Name)
	case len(p.Y) != count:
		return p, fmt.Errorf("testfunc: NIST's %s: the file has %d observations, and says %d", p.Name, len(p.Y), count)
	}
	if p.Name == "Nelson" {
		for i, y := range p.Y {
			p.Y[i] = math.Log(y)
		}
	}
	return p, nil
}

func parseAll(fields []string) ([]float64, error) {
	values := make([]float64, len(fields))
	for i, f := range fields {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil {
			return nil, err
		}
		values[i] = v
	}
	return values, nil
}

// M returns the number of measurements.
func (p NISTProblem) M() int { return len(p.Y) }

// Dim returns the number of parameters.
func (p NISTProblem) Dim() int { return len(p.Certified) }

// row returns the predictors of measurement i.
func (p NISTProblem) row(i int) []float64 { return p.X[i*p.Predictors : (i+1)*p.Predictors] }

// Residuals writes the M values r_i(b) to dst.
func (p NISTProblem) Residuals(dst, b []float64) {
	for i, y := range p.Y {
		dst[i] = p.model(nil, b, p.row(i)) - y
	}
}

// Jacobian writes ∂r_i/∂b_j to dst[i·n + j].
func (p NISTProblem) Jacobian(dst, b []float64) {
	n := p.Dim()
	for i := range p.Y {
		p.model(dst[i*n:(i+1)*n], b, p.row(i))
	}
}

// Func returns the sum of squares Σ r_i(b)².
func (p NISTProblem) Func(b []float64) float64 {
	sum := 0.0
	for i, y := range p.Y {
		r := p.model(nil, b, p.row(i)) - y
		sum += r * r
	}
	return sum
}

// Grad writes the gradient of Func, 2 Σ r_i ∇r_i, to dst. It allocates one row.
func (p NISTProblem) Grad(dst, b []float64) {
	row := make([]float64, p.Dim())
	clear(dst[:p.Dim()])
	for i, y := range p.Y {
		r := p.model(row, b, p.row(i)) - y
		for j, d := range row {
			dst[j] += 2 * r * d
		}
	}
}

// Problem returns the sum of squares as a problem that starts at Starts[start], 0 or 1.
func (p NISTProblem) Problem(start int) Problem {
	if start < 0 || start >= len(p.Starts) {
		panic(fmt.Sprintf("testfunc: start %d of NIST's %s: 0 and 1 exist", start, p.Name))
	}
	return Problem{
		Name: p.Name, Kind: Smooth | IllCond, Source: "NIST StRD, nonlinear regression",
		Func: p.Func, Grad: p.Grad, Start: p.Starts[start],
		Minima: []Minimum{{X: p.Certified, F: p.SumSquares, Global: true}},
	}
}
