// @ts-check
// A kernel of Go in a page: two threads, one that makes programs of cells and one that executes
// them, so that a reader can end a program and keep what the cells have declared.
//
//   const go = new GoKernel(base, {}, (bytes, all) => …);
//   const reply = await go.execute(code, { print, display, clear });
//
// base is the address of the folder of this file. Nothing is fetched from anywhere else.

/** @typedef {{print: (name: 'stdout' | 'stderr', text: string) => void,
 *   display: (data: Record<string, any>, id?: string) => void, phase?: (text: string) => void}} Outputs */
/** @typedef {{status: 'ok' | 'error' | 'aborted', evalue?: string, times?: Record<string, number>}} Reply */
/** @typedef {{name: string, size: number, hash: string}} Asset */

export class GoKernel {
  /** @param {string} base @param {Record<string, string>} env of the programs */
  constructor(base, env = {}) {
    this.base = base;
    this.env = env;
    this.count = 0;
    /** What compiled, to be declared again when the builder's thread must begin anew. @type {{name: string, source: string}[]} */
    this.kept = [];
    /** @type {Promise<Record<string, any>> | undefined} */ this.parts = undefined;
    /** @type {Thread | undefined} */ this.builder = undefined;
    /** @type {Thread | undefined} */ this.runner = undefined;
    /** @type {'' | 'building' | 'running'} */ this.doing = '';
  }

  /**
   * Fetches what the kernel is made of, and begins its threads.
   * @param {(done: number, all: number) => void} [progress] bytes of the download
   */
  async start(progress = () => {}) {
    this.parts ??= fetchParts(this.base, progress);
    let parts;
    try { parts = await this.parts; } catch (e) {
      this.parts = undefined; // another cell tries again
      throw e;
    }
    this.builder ??= await this.begin('builder.js', { compile: parts.compile, link: parts.link, session: parts.session, archives: parts.archives, library: parts.library });
    this.runner ??= await this.begin('runner.js', { course: parts.course });
  }

  /** @param {string} file @param {any} load */
  async begin(file, load) {
    const thread = new Thread(this.base + file);
    await thread.ask('load', load);
    if (file === 'builder.js' && this.kept.length > 0) await thread.ask('keep', { cells: this.kept });
    return thread;
  }

  /**
   * Executes a cell. It never throws: what goes wrong is printed, and in the reply.
   * @param {string} source @param {Outputs} out @param {(done: number, all: number) => void} [progress]
   * @returns {Promise<Reply>}
   */
  async execute(source, out, progress) {
    this.count++;
    const phase = out.phase || (() => {});
    const cell = { name: `cell [${this.count}]`, source };
    try {
      await this.start(progress);
      const { builder, runner } = /** @type {{builder: Thread, runner: Thread}} */ (this);
      this.doing = 'building';
      phase('compiling');
      const made = await builder.ask('make', cell, () => phase('linking'));
      if (made.wrong) {
        out.print('stderr', made.wrong.endsWith('\n') ? made.wrong : made.wrong + '\n');
        return { status: 'error', evalue: 'it does not compile' };
      }
      this.kept.push(cell);
      if (made.nothing) return { status: 'ok', times: { compile: made.compile } };
      this.doing = 'running';
      phase('');
      const begin = performance.now();
      const env = [...Object.entries(this.env).map(([k, v]) => k + '=' + v), ...made.env];
      const ran = await runner.ask('run', { program: made.program, args: made.args, env }, (m) => {
        if (m.print) for (const p of m.print) out.print(p.fd === 2 ? 'stderr' : 'stdout', p.text);
        if (m.display) out.display(m.display.data, m.display.id);
      }, [made.program.buffer]);
      const times = { compile: made.compile, link: made.link, run: performance.now() - begin };
      if (ran.status === 0) return { status: 'ok', times };
      return { status: 'error', evalue: `exit status ${ran.status}`, times };
    } catch (e) {
      const message = String(/** @type {Error} */ (e).message || e);
      if (message !== STOPPED) await this.interrupt();
      out.print('stderr', message + '\n');
      return { status: 'error', evalue: message };
    } finally {
      this.doing = '';
      phase('');
    }
  }

  /** Ends what the kernel does; the declarations stay. */
  async interrupt() {
    if (this.doing === 'running') {
      this.runner?.end();
      this.runner = undefined;
    } else {
      this.builder?.end();
      this.builder = undefined;
    }
  }

  /** Forgets everything but the downloads. */
  restart() {
    this.builder?.end();
    this.runner?.end();
    this.builder = this.runner = undefined;
    this.kept = [];
    this.count = 0;
  }

  /** @param {string} source @param {number} at @returns {Promise<{matches: string[], Start: number, End: number}>} */
  async complete(source, at) {
    if (!this.builder || this.doing === 'building') return { matches: [], Start: at, End: at };
    return this.builder.ask('complete', { source, at });
  }

  /** The declaration of the name at a place, '' when it is not known. @param {string} source @param {number} at @returns {Promise<string>} */
  async inspect(source, at) {
    if (!this.builder || this.doing === 'building') return '';
    return this.builder.ask('inspect', { source, at });
  }
}

const STOPPED = 'It was stopped.';

/** A Worker that answers questions. */
class Thread {
  /** @param {string} url */
  constructor(url) {
    this.worker = new Worker(url, { type: 'module' });
    /** @type {Map<number, {ok: (v: any) => void, fail: (e: Error) => void, meanwhile: (m: any) => void}>} */ this.asked = new Map();
    this.next = 0;
    this.worker.onmessage = ({ data }) => {
      if (data.id === undefined) {
        for (const a of this.asked.values()) a.meanwhile(data);
        return;
      }
      const a = this.asked.get(data.id);
      this.asked.delete(data.id);
      if (data.error !== undefined) a?.fail(new Error(data.error));
      else a?.ok(data.result);
    };
    this.worker.onerror = (e) => this.end(e.message || 'a part of the kernel could not be loaded');
  }

  /** @param {string} what @param {any} question @param {(m: any) => void} [meanwhile] @param {Transferable[]} [give] */
  ask(what, question, meanwhile = () => {}, give = []) {
    return new Promise((/** @type {(v: any) => void} */ ok, fail) => {
      const id = this.next++;
      this.asked.set(id, { ok, fail, meanwhile });
      this.worker.postMessage({ id, what, question }, give);
    });
  }

  end(message = STOPPED) {
    this.worker.terminate();
    for (const a of this.asked.values()) a.fail(new Error(message));
    this.asked.clear();
  }
}

/**
 * @param {string} base @param {(done: number, all: number) => void} progress
 * @returns {Promise<Record<string, any>>} modules and packs by their names
 */
async function fetchParts(base, progress) {
  const answer = await fetch(base + 'parts.json', { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`The kernel could not be loaded: parts.json, ${answer.status}. Run the cell again when the connection is back.`);
  /** @type {Asset[]} */ const list = await answer.json();
  const all = list.reduce((sum, a) => sum + a.size, 0);
  let done = 0;
  const parts = await Promise.all(list.map(async (a) => {
    const bytes = await fetchOne(base, a, (n) => progress(done += n, all));
    if (!a.name.endsWith('.wasm')) return [a.name.replace(/\..*/, ''), bytes];
    return [a.name.replace(/\..*/, ''), await WebAssembly.compile(bytes)];
  }));
  return Object.fromEntries(parts);
}

/**
 * A file, unpacked. It is kept for the next visit under its hash, where the browser lets a page do so.
 * @param {string} base @param {Asset} a @param {(bytes: number) => void} progress
 */
async function fetchOne(base, a, progress) {
  const url = `${base}${a.name}.gz?${a.hash}`;
  const cache = typeof caches === 'undefined' ? undefined : await caches.open('go-kernel').catch(() => undefined);
  let answer = await cache?.match(url);
  if (!answer) {
    answer = await fetch(url);
    if (!answer.ok || !answer.body) throw new Error(`The kernel could not be loaded: ${a.name}, ${answer.status}. Run the cell again when the connection is back.`);
    if (cache) {
      const [one, other] = answer.body.tee();
      const kept = cache.put(url, new Response(other)).catch(() => {}); // a full disk only costs the next visit
      void kept.then(() => forget(cache, `${base}${a.name}.gz`, url));
      answer = new Response(one);
    }
  }
  const counted = /** @type {ReadableStream<Uint8Array>} */ (answer.body).pipeThrough(new TransformStream({
    transform(chunk, to) {
      progress(chunk.length);
      to.enqueue(chunk);
    },
  }));
  const unpacked = counted.pipeThrough(/** @type {any} */ (new DecompressionStream('gzip')));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

/** Drops other versions of a file. @param {Cache} cache @param {string} start @param {string} keep */
async function forget(cache, start, keep) {
  for (const r of await cache.keys()) {
    if (r.url.startsWith(new URL(start, location.href).href) && r.url !== new URL(keep, location.href).href) await cache.delete(r);
  }
}
