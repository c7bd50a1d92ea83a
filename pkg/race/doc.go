// Package race is the study of the rules on what they are for: which rule to use, each with a tuned rate and a
// schedule, on small problems, on rare features, and on a network that reads digits.
//
//	Rules      [Contenders] are the rules, [Schedules] the ways in which a rate falls
//	Rates      [Tune] looks for the best rate on a grid that is widened until the best is inside
//	Problems   [Tasks]: a ravine, a valley, noise, mini-batches, kinks, many dips; [Task.Left] is a run's outcome
//	Rare       [Sparse] has features of unequal frequency; [Sparse.Stays] is when its weights are found for good
//	Digits     [Digits] is a training on 8×8 images of handwritten digits
//	All of it  [Study], for the engine of package study
//
// The command is gradstep study race, its page docs/rules.md.
package race
