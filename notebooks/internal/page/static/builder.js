// @ts-check
// The thread that makes programs of cells: their text, Go's compiler, Go's linker. What it is
// asked is in answer.
import { Files } from './files.js';
import { bytesOf, unpack } from './pack.js';
import { execute } from './program.js';

const files = new Files();
files.install();
const text = new TextDecoder();
/** @type {Uint8Array[]} */ let said = [];
files.print = (/** @type {number} */ _, /** @type {Uint8Array} */ bytes) => { said.push(bytes.slice()); };

/** @type {any} */ let session;
/** The compiler and the linker. @type {Record<string, WebAssembly.Module>} */ const tools = {};
/** What the kernel can import: the part that it is in, by its path. @type {Map<string, string>} */ const partOf = new Map();
/** Parts that are here. @type {Set<string>} */ const here = new Set();

/** Takes a part of the kernel. @param {string} name @param {import('./pack.js').Part} part */
async function take(name, part) {
  if (name.endsWith('.wasm')) tools[name.replace(/\..*/, '')] = await WebAssembly.compile(bytesOf(part));
  else unpack(part, (path, data) => files.put(`/archives/${path}.a`, data));
  here.add(name);
}

/** Begins, with what is here. @param {{packages: Record<string, string[]>}} list the packages of each part, of those that come later too */
async function begin({ packages }) {
  for (const [name, paths] of Object.entries(packages)) for (const path of paths) partOf.set(path, name);
  const paths = [...partOf.keys()];
  const encode = (/** @type {string[]} */ lines) => new TextEncoder().encode(lines.join('\n') + '\n');
  files.put('/tmp/importcfg', encode(paths.map((path) => `packagefile ${path}=/archives/${path}.a`)));
  files.put('/tmp/packages', encode(paths));
  const g = /** @type {any} */ (globalThis);
  g.gradstepArchive = (/** @type {string} */ path) => { // for the session, which must not wait
    try { return files.get('/archives/' + path + '.a'); } catch { return null; }
  };
  const ready = new Promise((ok) => { g.gradstepSession = ok; });
  const ended = execute(tools.session, ['session'], {}, true);
  session = await Promise.race([ready, ended.then(() => { throw new Error('the session ended: ' + told()); })]);
}

function told() {
  const all = said.map((b) => text.decode(b)).join('');
  said = [];
  return all;
}

/**
 * Runs the compiler or the linker. With GOGC off they take memory instead of time, up to a limit
 * at which they begin to collect.
 * @param {'compile' | 'link'} name @param {string[]} args
 */
async function tool(name, args) {
  said = [];
  const status = await execute(tools[name], [name, ...args], { GOOS: 'js', GOARCH: 'wasm', GOGC: 'off', GOMEMLIMIT: '700MiB', TMPDIR: '/tmp' });
  return { status, text: told() };
}

/** The program of a cell: {program, args, env}, {nothing} when there is nothing to run, {wrong}, or {wants} when parts must come first. @param {any} cell */
async function make(cell) {
  const begin = performance.now();
  const p = JSON.parse(session.compose(cell.name, cell.source));
  if (p.wrong) return { wrong: p.wrong };
  const wants = new Set((p.imports || []).map((/** @type {string} */ path) => partOf.get(path)).filter((/** @type {string | undefined} */ name) => name && !here.has(name)));
  if (wants.size > 0) return { wants: [...wants] };
  files.put('/tmp/main.go', new TextEncoder().encode(p.source));
  const compiled = await tool('compile', ['-o', '/tmp/main.a', '-p', 'main', '-complete', '-dwarf=false', '-importcfg', '/tmp/importcfg', '-pack', '/tmp/main.go']);
  if (compiled.status !== 0) return { wrong: compiled.text };
  session.keep();
  const middle = performance.now();
  if (!p.main) return { nothing: true, compile: middle - begin };
  postMessage({ phase: 'linking' });
  const linked = await tool('link', ['-o', '/tmp/main.wasm', '-importcfg', '/tmp/importcfg', '-s', '-w', '-buildmode=exe', '/tmp/main.a']);
  if (linked.status !== 0) return { wrong: linked.text };
  const program = files.get('/tmp/main.wasm').slice();
  return { program, args: p.args || [], env: p.env || [], compile: middle - begin, link: performance.now() - middle };
}

/** @type {Record<string, (question: any) => any>} */
const answer = {
  take: async ({ name, part }) => { await take(name, part); return {}; },
  begin: async (list) => { await begin(list); return {}; },
  make,
  keep: ({ cells }) => { // after a restart of this thread: what had compiled is declared again
    for (const c of cells) {
      session.compose(c.name, c.source);
      session.keep();
    }
    return {};
  },
  complete: ({ source, at }) => JSON.parse(session.complete(source, at)),
  inspect: ({ source, at }) => JSON.parse(session.inspect(source, at)),
};

onmessage = async ({ data }) => {
  try {
    const result = await answer[data.what](data.question);
    postMessage({ id: data.id, result }, { transfer: result.program ? [result.program.buffer] : [] });
  } catch (e) {
    postMessage({ id: data.id, error: String(/** @type {Error} */ (e).message || e) });
  }
};
