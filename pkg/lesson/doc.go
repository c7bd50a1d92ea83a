// Package lesson is what every lesson of the course needs: [Photo], [Must], [Claim],
// and the checks of the exercises' answers.
//
// A lesson ends with exercises. Each has a cell in which the student completes
// a function, and a cell that hands this function to its check and prints the
// [Verdict]:
//
//	fmt.Println(lesson.Staircase1(LeftLimit))
//
// A check knows nothing of the wording of an answer. It calls the function on
// cases that tell right from wrong, the awkward ones included, and names the
// first case that fails with what the student's function gave and what was
// expected. A function that returns NaN (or nil) everywhere counts as not
// answered yet, and one that panics is reported, not passed on.
//
//   - photo.go: [Photo], [Photos] and [Must]; claim.go: [Claim], [Says] and [Need];
//   - verdict.go: [Verdict] and its three outcomes, and what the checks share; slip.go: typical mistakes, by
//     what they give; hint.go: a hint at the first
//     failure, a larger one at the next;
//   - one file a lesson, named like the lesson: the checks of its exercises.
//
// Reference answers, and typical wrong ones, are in testdata/solutions: the
// tests of this package run every check against both.
package lesson
