package jupyter

// ConnectionFile is the word of a kernel's command line that stands for the
// path of the connection file, as in Jupyter's kernel.json.
const ConnectionFile = "{connection_file}"

// Spec says how a kernel is started.
type Spec struct {
	Argv []string // program and arguments; ConnectionFile in them is replaced by the file's path
	Env  []string // "KEY=value", added to os.Environ and winning over it
}
