// @ts-check
// The library's functions that draw, compiled to WebAssembly, in a Worker.
importScripts('wasm_exec.js');

const ready = (async () => {
  const go = new /** @type {any} */ (self).Go();
  const answer = await fetch('figures.wasm');
  if (!answer.ok) throw new Error('the functions that draw are not there: ' + answer.status);
  const { instance } = await WebAssembly.instantiate(await answer.arrayBuffer(), go.importObject);
  const started = new Promise((ok) => { /** @type {any} */ (self).gradstepReady = ok; });
  go.run(instance); // it waits for calls and does not return
  await started;
})();

self.onmessage = async ({ data }) => {
  try {
    await ready;
    const result = JSON.parse(/** @type {any} */ (self).gradstepPaint(data.figure, JSON.stringify(data.values)));
    postMessage({ id: data.id, ...result });
  } catch (e) {
    postMessage({ id: data.id, error: String(/** @type {Error} */ (e).message || e) });
  }
};
