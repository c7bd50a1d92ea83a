package calls

// excused are functions that are not called, each with the reason.
var excused = map[string]string{
	"optim.Must":                        "its panic is the error that it is given",
	"study.Run":                         "a study takes minutes",
	"convergence.Study":                 "it makes the list of all jobs, as many as are asked for",
	"steklov.MonteCarlo":                "it evaluates as often as it is asked to",
	"steklov.Lipschitz":                 "it evaluates as often as it is asked to",
	"recovery/trials.Run":               "a trial takes a tenth of a second, a run as many as are asked for",
	"rivals.Stack.Search":               "it evaluates as often as it is asked to",
	"convergence.Algorithm1.Minimize":   "it makes as many steps as it is asked to",
	"recovery/trials.Experiment.Run":    "it makes as many steps as it is asked to",
	"recovery/trials.Experiment.Trials": "as Run",
	"recovery/trials.Experiment.Found":  "as Run",
}
