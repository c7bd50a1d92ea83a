// @ts-check
// A kernel of Go in a page: two threads, one that makes programs of cells and one that executes
// them, so that a reader can end a program and keep what the cells have declared.
//
//   const go = new GoKernel(base);
//   const reply = await go.execute(code, { print, display }, (bytes, all) => …);
//
// base is the address of the folder of this file. Nothing is fetched from anywhere else.

/** @typedef {{print: (name: 'stdout' | 'stderr', text: string) => void,
 *   display: (data: Record<string, any>, id?: string) => void, phase?: (text: string) => void}} Outputs */
/** @typedef {{status: 'ok' | 'error' | 'aborted', evalue?: string, times?: Record<string, number>}} Reply */
/** A part of the kernel, as parts.json lists it. @typedef {{name: string, size: number, hash: string, unpacked: number, files?: boolean, later?: boolean, packages?: string[]}} Part */
/** @typedef {(done: number, all: number) => void} Progress bytes of a download */

export class GoKernel {
  /** @param {string} base @param {Record<string, string>} env of the programs @param {string} folder of the notebook, in the course: programs run there */
  constructor(base, env = {}, folder = 'notebooks') {
    this.base = base;
    this.env = env;
    this.folder = folder;
    this.count = 0;
    /** What compiled, to be declared again when the builder's thread must begin anew. @type {{name: string, source: string}[]} */
    this.kept = [];
    /** @type {Part[]} */ this.list = [];
    /** Parts, packed. @type {Map<string, Promise<ArrayBuffer>>} */ this.fetched = new Map();
    /** @type {Thread | undefined} */ this.builder = undefined;
    /** @type {Thread | undefined} */ this.runner = undefined;
    /** @type {'' | 'building' | 'running'} */ this.doing = '';
  }

  /** Fetches what the kernel is made of, and begins its threads. @param {Progress} [progress] */
  async start(progress = () => {}) {
    if (this.list.length === 0) this.list = await fetchList(this.base);
    const soon = this.list.filter((p) => !p.later);
    const told = sum(soon, progress);
    /** @param {string} file @param {Part[]} parts */
    const begin = async (file, parts) => {
      const thread = new Thread(this.base + file);
      try {
        await Promise.all(parts.map((p) => this.give(thread, p, told)));
        if (file === 'builder.js') {
          await thread.ask('begin', { packages: Object.fromEntries(this.list.map((p) => [p.name, p.packages || []])) });
          if (this.kept.length > 0) await thread.ask('keep', { cells: this.kept });
        }
      } catch (e) {
        thread.end();
        throw e;
      }
      return thread;
    };
    [this.builder, this.runner] = await Promise.all([
      this.builder || begin('builder.js', soon.filter((p) => !p.files)),
      this.runner || begin('runner.js', soon.filter((p) => p.files)),
    ]);
  }

  /** Gives a part to a thread, once. @param {Thread} thread @param {Part} p @param {(bytes: number) => void} [progress] */
  give(thread, p, progress = () => {}) {
    let bytes = this.fetched.get(p.name);
    if (!bytes) {
      bytes = fetchOne(this.base, p, progress);
      this.fetched.set(p.name, bytes);
      bytes.catch(() => this.fetched.delete(p.name)); // another cell tries again
    }
    let given = thread.given.get(p.name);
    if (!given) {
      given = bytes.then((packed) => thread.ask('take', { name: p.name, part: { packed, unpacked: p.unpacked } }));
      thread.given.set(p.name, given);
      given.catch(() => thread.given.delete(p.name));
    }
    return given;
  }

  /**
   * Executes a cell. It never throws: what goes wrong is printed, and in the reply.
   * @param {string} source @param {Outputs} out @param {Progress} [progress]
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
      let made = await builder.ask('make', cell, () => phase('linking'));
      if (made.wants) {
        const parts = this.list.filter((p) => made.wants.includes(p.name));
        const told = sum(parts, progress);
        await Promise.all(parts.map((p) => this.give(builder, p, told)));
        phase('compiling');
        made = await builder.ask('make', cell, () => phase('linking'));
      }
      if (made.wrong) {
        out.print('stderr', made.wrong.endsWith('\n') ? made.wrong : made.wrong + '\n');
        return { status: 'error', evalue: 'it does not compile' };
      }
      this.kept.push(cell);
      if (made.nothing) return { status: 'ok', times: { compile: made.compile } };
      const more = this.list.filter((p) => p.files && this.fetched.has(p.name));
      await Promise.all(more.map((p) => this.give(runner, p).catch(() => {}))); // without those that come later most cells run
      this.doing = 'running';
      phase('');
      const begin = performance.now();
      const env = [...Object.entries(this.env).map(([k, v]) => k + '=' + v), ...made.env];
      const ran = await runner.ask('run', { program: made.program, args: made.args, env, folder: this.folder }, (m) => {
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
      this.fetchRest();
    }
  }

  /** Fetches behind the first cell what other cells may want; the names in it can be completed then. */
  fetchRest() {
    for (const p of this.list) {
      const thread = p.files ? this.runner : this.builder;
      if (p.later && thread) this.give(thread, p).catch(() => {}); // a cell that wants it asks again
    }
  }

  /** Ends what the kernel does; the declarations stay. */
  async interrupt() {
    if (this.doing === 'running') {
      this.runner?.end();
      this.runner = undefined;
    } else if (this.doing === 'building') {
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
    /** Parts that it has, or will have. @type {Map<string, Promise<any>>} */ this.given = new Map();
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

/** Adds up what arrives of some parts. @param {Part[]} parts @param {Progress} [progress] */
function sum(parts, progress = () => {}) {
  const all = parts.reduce((s, p) => s + p.size, 0);
  let done = 0;
  return (/** @type {number} */ bytes) => progress(done += bytes, all);
}

/** @param {string} what @param {number} status */
const failure = (what, status) => new Error(`The kernel could not be loaded: ${what}, ${status}. Run the cell again when the connection is back.`);

/** @param {string} base @returns {Promise<Part[]>} */
async function fetchList(base) {
  const answer = await fetch(base + 'parts.json', { cache: 'no-cache' });
  if (!answer.ok) throw failure('parts.json', answer.status);
  return answer.json();
}

/**
 * A part, packed. It is kept for the next visit under its hash, where the browser lets a page do so.
 * @param {string} base @param {Part} p @param {(bytes: number) => void} progress
 */
async function fetchOne(base, p, progress) {
  const url = `${base}${p.name}.zst?${p.hash}`;
  const cache = typeof caches === 'undefined' ? undefined : await caches.open('go-kernel').catch(() => undefined);
  let answer = await cache?.match(url);
  const known = answer !== undefined;
  if (!answer) {
    answer = await fetch(url);
    if (!answer.ok || !answer.body) throw failure(p.name, answer.status);
  }
  const counted = /** @type {ReadableStream<Uint8Array>} */ (answer.body).pipeThrough(new TransformStream({
    transform(chunk, to) {
      progress(chunk.length);
      to.enqueue(chunk);
    },
  }));
  const packed = await new Response(counted).arrayBuffer();
  if (packed.byteLength !== p.size) throw new Error(`The kernel could not be loaded: ${p.name} has ${packed.byteLength} bytes of ${p.size}. Run the cell again.`);
  if (cache && !known) {
    const kept = cache.put(url, new Response(packed)).catch(() => {}); // a full disk only costs the next visit
    void kept.then(() => forget(cache, `${base}${p.name}.zst`, url));
  }
  return packed;
}

/** Drops other versions of a file. @param {Cache} cache @param {string} start @param {string} keep */
async function forget(cache, start, keep) {
  for (const r of await cache.keys()) {
    if (r.url.startsWith(new URL(start, location.href).href) && r.url !== new URL(keep, location.href).href) await cache.delete(r);
  }
}
