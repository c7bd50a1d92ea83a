// @ts-check
// The thread that makes programs of cells: their text, Go's compiler, Go's linker. It is sent
// {make: cell}, {keep}, {complete} and {inspect}; see answer.
import { Files, unpack } from './files.js';
import { execute } from './program.js';

const files = new Files();
files.install();
const text = new TextDecoder();
/** @type {Uint8Array[]} */ let said = [];
files.print = (_, bytes) => { said.push(bytes.slice()); };

/** @type {any} */ let session;
/** @type {{compile: WebAssembly.Module, link: WebAssembly.Module}} */ let tools;

/** @param {{compile: WebAssembly.Module, link: WebAssembly.Module, session: WebAssembly.Module, archives: Uint8Array, library: Uint8Array}} parts */
async function load(parts) {
  tools = parts;
  /** @type {string[]} */ const config = [];
  /** @type {string[]} */ const paths = [];
  for (const pack of [parts.archives, parts.library]) {
    unpack(pack, (path, data) => {
      files.put('/archives/' + path + '.a', data);
      config.push(`packagefile ${path}=/archives/${path}.a`);
      paths.push(path);
    });
  }
  files.put('/tmp/importcfg', new TextEncoder().encode(config.join('\n') + '\n'));
  files.put('/tmp/packages', new TextEncoder().encode(paths.join('\n')));
  const g = /** @type {any} */ (globalThis);
  g.gradstepArchive = (/** @type {string} */ path) => { // for the session, which must not wait
    try { return files.get('/archives/' + path + '.a'); } catch { return null; }
  };
  const ready = new Promise((ok) => { g.gradstepSession = ok; });
  const ended = execute(parts.session, ['session'], {}, true);
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

/** The program of a cell: {program, args, env}, {nothing} when there is nothing to run, or {wrong}. @param {any} cell */
async function make(cell) {
  const begin = performance.now();
  const p = JSON.parse(session.compose(cell.name, cell.source));
  if (p.wrong) return { wrong: p.wrong };
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
  load: async (parts) => { await load(parts); return {}; },
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
