// Package nbfile reads, writes and compares notebook files, nbformat 4.
//
//   - [Parse] and [Notebook.Bytes]: the file. What is written is minimal and the
//     same on every machine, in the JSON style of Jupyter itself, so that saving
//     a lesson in JupyterLab changes as few lines as possible.
//   - [Output] and [Bundle]: what a cell displayed.
//   - [Tolerance.Compare]: where two lists of outputs differ: text exactly, figures by
//     what they show, since another processor rounds otherwise. [Tolerance.Figure]
//     is the second part alone.
//   - [Diff]: two texts side by side, line by line.
//   - [WriteFile]: replaces a file whole or not at all.
package nbfile
