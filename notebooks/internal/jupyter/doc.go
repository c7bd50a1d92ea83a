// Package jupyter is a client of the Jupyter messaging protocol, version 5: it
// starts a kernel, executes cells in it, and leaves nothing of it behind.
//
//   - [Spec]: how a kernel is started.
//   - [Start]: a kernel that answers on all its sockets, in a process group and
//     with a temporary folder of its own. [Kernel.Execute], [Kernel.Interrupt],
//     [Kernel.Close].
//   - [Recorder]: makes of the kernel's messages the outputs of the cells, as
//     JupyterLab would store them.
//   - [Message], [Header]: the wire format, signed with HMAC-SHA256.
//
// The sockets are files in the temporary folder (transport ipc), so that no
// port can be taken and no other user can connect. A guard, a shell that waits
// for the end of a pipe, kills the kernel, its programs and the folder as soon
// as the client is gone, however it ended.
//
// Source: "Messaging in Jupyter", jupyter-client 8 (wire protocol, message
// types).
package jupyter
