// @ts-check
// The thread that executes the program of a cell. It can be ended at any moment, and another
// begun with the same files.
import { Files } from './files.js';
import { unpack } from './pack.js';
import { execute } from './program.js';

const MOST = 1_000_000; // bytes of text of a cell; lessons print some thousands
const CUT = '\nThis cell has printed a million characters, and what follows is not shown.\nThe cell still runs: ■ Stop, above, or the keys i i end it.\n';

const files = new Files();
files.install();

/** @type {{fd: number, text: string}[]} */ let waiting = [];
let decoders = [new TextDecoder(), new TextDecoder(), new TextDecoder()];
let printed = 0, messages = 0, last = 0;

files.print = (/** @type {number} */ fd, /** @type {Uint8Array} */ bytes) => {
  if (printed > MOST) return;
  printed += bytes.length;
  const text = decoders[fd].decode(bytes, { stream: true });
  const end = waiting[waiting.length - 1];
  if (end && end.fd === fd) end.text += text;
  else waiting.push({ fd, text });
  if (printed > MOST) waiting.push({ fd: 2, text: CUT });
  // A program does not yield, so that no timer can send what waits: the first lines go at once,
  // many lines together.
  if (messages < 200 || performance.now() - last > 100 || end && end.text.length > 32768) flush();
};

function flush() {
  if (waiting.length === 0) return;
  postMessage({ print: waiting });
  waiting = [];
  messages++;
  last = performance.now();
}

/** @type {any} */ (globalThis).gradstepDisplay = (/** @type {string} */ text) => {
  flush();
  postMessage({ display: JSON.parse(text) });
};

/** @type {Record<string, (question: any) => any>} */
const answer = {
  take: ({ part }) => {
    unpack(part, (path, data) => files.put('/course/' + path, data));
    files.put('/tmp/.keep', new Uint8Array(0));
    return {};
  },
  run: async ({ program, args, env, folder }) => {
    files.folder = '/course/' + folder;
    files.put(files.folder + '/.keep', new Uint8Array(0));
    files.open.clear();
    decoders = [new TextDecoder(), new TextDecoder(), new TextDecoder()];
    waiting = [];
    printed = messages = 0;
    const module = await WebAssembly.compile(program);
    /** @type {Record<string, string>} */ const all = { HOME: '/tmp', TMPDIR: '/tmp', GRADSTEP_STATIC: '1' };
    for (const pair of env) all[pair.slice(0, pair.indexOf('='))] = pair.slice(pair.indexOf('=') + 1);
    const status = await execute(module, ['program', ...args], all);
    flush();
    return { status };
  },
};

onmessage = async ({ data }) => {
  try {
    postMessage({ id: data.id, result: await answer[data.what](data.question) });
  } catch (e) {
    flush();
    postMessage({ id: data.id, error: String(/** @type {Error} */ (e).message || e) });
  }
};
