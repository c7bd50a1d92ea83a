package misuse

// excused are functions that are not called, each with the reason.
var excused = map[string]string{
	"lesson.Claim":            "its panic is the lesson's, and has the lesson's words",
	"lesson.Says":             "its panic is the lesson's, and has the lesson's words",
	"optim.Must":              "its panic is the error that it is given",
	"study.Run":               "a study takes minutes",
	"steklov.MonteCarlo":      "X",
	"steklov.Lipschitz":       "X",
	"fd.Stencil.Check":        "X",
	"fd.Stencil.Step":         "X",
	"fd.Runge":                "X",
}
