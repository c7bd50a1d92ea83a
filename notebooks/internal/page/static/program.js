// @ts-check
// Executes a program that Go built for js/wasm, in this thread, on the files of this thread.
import './wasm_exec.js';

/**
 * Returns the program's exit status.
 * @param {WebAssembly.Module} module @param {string[]} argv @param {Record<string, string>} env
 * @param {boolean} [serves] it rests, and is called
 */
export async function execute(module, argv, env, serves = false) {
  const go = new /** @type {any} */ (globalThis).Go();
  go.argv = argv;
  go.env = env;
  let status = 2;
  go.exit = (/** @type {number} */ code) => {
    status = code;
    for (const timer of go._scheduledTimeouts.values()) clearTimeout(timer); // nothing is left that they could wake
    go._scheduledTimeouts.clear();
  };
  const instance = await WebAssembly.instantiate(module, go.importObject);
  // Files answer at once. A program that rests, and no timer will wake it, sleeps for ever;
  // Go says so, with its goroutines, at an event that wakes none of them.
  const watch = setInterval(() => {
    if (serves || go.exited || go._scheduledTimeouts.size > 0) return;
    clearInterval(watch);
    go._pendingEvent = { id: 0 };
    go._resume();
  }, 20);
  try {
    await go.run(instance);
  } finally {
    clearInterval(watch);
  }
  return status;
}
