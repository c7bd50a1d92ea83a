package calls

// excused are functions that are not called, each with the reason.
var excused = map[string]string{
	"optim.Must":                        "its panic is the error that it is given",
	"study.Run":                         "a study takes minutes",
	"convergence.Study":                 "it makes the list of all jobs, as many as are asked for",
	"recovery/trials.Run":               "a trial takes a tenth of a second, a run as many as are asked for",
	"convergence.Algorithm1.Minimize":   "it makes as many steps as its field says",
	"recovery/trials.Experiment.Run":    "it makes as many steps as it is asked to",
	"recovery/trials.Experiment.Trials": "as Run",
	"recovery/trials.Experiment.Found":  "as Run",
}

// asked are functions that work as often as they are asked to, with the most that they are asked for here.
var asked = map[string]int64{
	"restore.TVInverse":   2000,
	"steklov.MonteCarlo":  2000,
	"steklov.Lipschitz":   200,
	"steklov.Goldstein":   200,
	"rivals.Stack.Search": 2,
}
