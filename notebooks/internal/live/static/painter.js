// @ts-check
// One Worker draws all figures of a page, so that a long drawing never blocks it. Of the
// moves of one slider that pile up while it draws, only the last is drawn.

/** @type {Worker | null} */ let worker = null;
let last = 0;
/** @type {Map<number, {ok: (html: string) => void, no: (e: Error) => void}>} */
const waiting = new Map();

/** @param {string} base */
function start(base) {
  const w = new Worker(base + 'worker.js');
  w.onmessage = ({ data }) => {
    const job = waiting.get(data.id);
    waiting.delete(data.id);
    if (job) data.error === undefined ? job.ok(data.html) : job.no(new Error(data.error));
  };
  w.onerror = (e) => {
    for (const job of waiting.values()) job.no(new Error(e.message || 'the functions that draw could not be loaded'));
    waiting.clear();
    worker = null; // the next drawing tries again
  };
  return w;
}

/**
 * @param {string} base where the scripts lie
 * @param {string} figure its name
 * @param {number[]} values of its sliders
 * @returns {Promise<string>} HTML
 */
function paint(base, figure, values) {
  worker = worker || start(base);
  const id = ++last;
  const w = worker;
  return new Promise((ok, no) => {
    waiting.set(id, { ok, no });
    w.postMessage({ id, figure, values });
  });
}

/**
 * A painter draws one figure again and again.
 * @param {string} base @param {string} figure @param {(html: string) => void} put @param {(e: Error) => void} fail
 */
export function painter(base, figure, put, fail) {
  let busy = false;
  /** @type {number[] | null} */ let next = null;
  async function go() {
    busy = true;
    while (next) {
      const values = next;
      next = null;
      try { put(await paint(base, figure, values)); } catch (e) { fail(/** @type {Error} */ (e)); }
    }
    busy = false;
  }
  return (/** @type {number[]} */ values) => {
    next = values;
    if (!busy) go();
  };
}
