// node node.js WASM_EXEC PROGRAM ARGUMENTS…: runs a program that Go built for js/wasm.
//
// Go's own script waits at its end for reads that have begun. A program that shows figures
// waits for the notebook's answers for as long as it lives: so one byte is sent to it when it ends.
"use strict";

globalThis.require = require;
globalThis.fs = require("fs");
globalThis.path = require("path");
require(process.argv[2]);

// What nbplot shows, a line each, into the file that package processor reads.
globalThis.gradstepDisplay = (text) => fs.appendFileSync(process.env.GRADSTEP_DISPLAYS, text + "\n");

const go = new Go();
go.argv = process.argv.slice(3);
go.env = process.env;
go.exit = (code) => {
	const answers = process.env.GONB_PIPE_BACK;
	if (answers) {
		const fd = fs.openSync(answers, fs.constants.O_RDWR | fs.constants.O_NONBLOCK);
		fs.writeSync(fd, "\0");
	}
	process.exit(code);
};
WebAssembly.instantiate(fs.readFileSync(process.argv[3]), go.importObject).then(({ instance }) => {
	process.on("exit", (code) => {
		if (code === 0 && !go.exited) { // nothing left to wait for: Go says which goroutines sleep
			go._pendingEvent = { id: 0 };
			go._resume();
		}
	});
	return go.run(instance);
}).catch((err) => {
	console.error(err);
	process.exit(1);
});
