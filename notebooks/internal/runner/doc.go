// Package runner executes notebooks in fresh kernels: the subcommands run and
// check of the launcher.
//
//   - [Main]: a subcommand with its flags and files, several notebooks at once.
//   - [Run]: one notebook executed and saved.
//   - [Check]: one notebook executed and compared with its file, without a kernel
//     as long as nothing differs.
//   - [CellError], [Difference]: what went wrong, ready to be shown.
//
// A cell with the tag raises-exception may fail, one with the tag
// skip-execution is left as it is: the tags that nbclient knows.
package runner
