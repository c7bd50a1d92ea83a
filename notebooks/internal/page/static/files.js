// @ts-check
// A file system in memory, with the calls that Go's programs make: those of Node's fs that
// Go's own wasm_exec.js looks for, as globalThis.fs, process and path.

/** @typedef {{dir: true, entries: Map<string, Node>, time: number}} Dir */
/** @typedef {{dir: false, data: Uint8Array, size: number, time: number}} Plain */
/** @typedef {Dir | Plain} Node */

const codes = { ENOENT: 'no such file or directory', EEXIST: 'file exists', ENOTDIR: 'not a directory', EISDIR: 'is a directory',
  EBADF: 'bad file descriptor', ENOTEMPTY: 'directory not empty', ENOSYS: 'not implemented', EINVAL: 'invalid argument' };

/** @param {keyof codes} code */
function failure(code) {
  return Object.assign(new Error(codes[code]), { code });
}

export const constants = { O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2, O_CREAT: 64, O_EXCL: 128, O_TRUNC: 512, O_APPEND: 1024, O_DIRECTORY: 65536 };

export class Files {
  constructor() {
    /** @type {Dir} */ this.root = { dir: true, entries: new Map(), time: 0 };
    /** @type {Map<number, {node: Node, at: number, flags: number}>} */ this.open = new Map();
    this.next = 3;
    this.folder = '/';
    /** Takes what is written to the standard output (1) and error (2). @type {(fd: number, bytes: Uint8Array) => void} */
    this.print = () => {};
  }

  /** @param {string} path */
  parts(path) {
    /** @type {string[]} */ const list = [];
    for (const p of (path.startsWith('/') ? path : this.folder + '/' + path).split('/')) {
      if (p === '..') list.pop();
      else if (p !== '' && p !== '.') list.push(p);
    }
    return list;
  }

  /** @param {string} path @returns {Node} */
  find(path) {
    /** @type {Node} */ let node = this.root;
    for (const p of this.parts(path)) {
      if (!node.dir) throw failure('ENOTDIR');
      const next = node.entries.get(p);
      if (!next) throw failure('ENOENT');
      node = next;
    }
    return node;
  }

  /** The folder of a path, and its last name. @param {string} path @returns {[Dir, string]} */
  place(path) {
    const list = this.parts(path);
    const name = list.pop();
    if (name === undefined) throw failure('EEXIST');
    const folder = this.find('/' + list.join('/'));
    if (!folder.dir) throw failure('ENOTDIR');
    return [folder, name];
  }

  /** Puts a file with its folders; the bytes are not copied. @param {string} path @param {Uint8Array} data */
  put(path, data) {
    const list = this.parts(path);
    const name = /** @type {string} */ (list.pop());
    let folder = this.root;
    for (const p of list) {
      let next = folder.entries.get(p);
      if (!next) folder.entries.set(p, next = { dir: true, entries: new Map(), time: Date.now() });
      if (!next.dir) throw failure('ENOTDIR');
      folder = next;
    }
    folder.entries.set(name, { dir: false, data, size: data.length, time: Date.now() });
  }

  /** The bytes of a file. @param {string} path */
  get(path) {
    const node = this.find(path);
    if (node.dir) throw failure('EISDIR');
    return node.data.subarray(0, node.size);
  }

  /** @param {number} fd */
  handle(fd) {
    const h = this.open.get(fd);
    if (!h) throw failure('EBADF');
    return h;
  }

  /** @param {string} path @param {number} flags */
  openFile(path, flags) {
    /** @type {Node | undefined} */ let node;
    try { node = this.find(path); } catch (e) { if (/** @type {any} */ (e).code !== 'ENOENT' || !(flags & constants.O_CREAT)) throw e; }
    if (!node) {
      const [folder, name] = this.place(path);
      folder.entries.set(name, node = { dir: false, data: new Uint8Array(0), size: 0, time: Date.now() });
    } else if (flags & constants.O_CREAT && flags & constants.O_EXCL) throw failure('EEXIST');
    if (node.dir && flags & 3) throw failure('EISDIR');
    if (!node.dir && flags & constants.O_DIRECTORY) throw failure('ENOTDIR');
    if (!node.dir && flags & constants.O_TRUNC) node.size = 0;
    this.open.set(this.next, { node, at: 0, flags });
    return this.next++;
  }

  /** @param {Node} node */
  stat(node) {
    const size = node.dir ? 0 : node.size;
    return { dev: 1, ino: 1, mode: node.dir ? 0o40755 : 0o100644, nlink: 1, uid: 0, gid: 0, rdev: 0, size, blksize: 4096,
      blocks: Math.ceil(size / 512), atimeMs: node.time, mtimeMs: node.time, ctimeMs: node.time, isDirectory: () => node.dir };
  }

  /** @param {number} fd @param {Uint8Array} buffer @param {number | null} position */
  read(fd, buffer, position) {
    if (fd === 0) return 0; // a page has no standard input
    const h = this.handle(fd);
    if (h.node.dir) throw failure('EISDIR');
    const at = position ?? h.at;
    const some = h.node.data.subarray(Math.min(at, h.node.size), Math.min(at + buffer.length, h.node.size));
    buffer.set(some);
    if (position === null) h.at += some.length;
    return some.length;
  }

  /** @param {number} fd @param {Uint8Array} buffer @param {number | null} position */
  write(fd, buffer, position) {
    if (fd === 1 || fd === 2) {
      this.print(fd, buffer);
      return buffer.length;
    }
    const h = this.handle(fd);
    if (h.node.dir) throw failure('EISDIR');
    const at = position ?? (h.flags & constants.O_APPEND ? h.node.size : h.at);
    this.resize(h.node, Math.max(h.node.size, at + buffer.length));
    h.node.data.set(buffer, at);
    if (position === null) h.at = at + buffer.length;
    return buffer.length;
  }

  /** @param {Plain} node @param {number} size */
  resize(node, size) {
    if (size > node.data.length || node.data.byteOffset > 0) { // a part of an archive is not written to
      const larger = new Uint8Array(Math.max(size, Math.min(2 * node.size, node.size + (16 << 20)), 512));
      larger.set(node.data.subarray(0, Math.min(node.size, size)));
      node.data = larger;
    }
    node.size = size;
    node.time = Date.now();
  }

  /** Makes this the file system of the Go programs of this thread. */
  install() {
    const g = /** @type {any} */ (globalThis);
    /**
     * Answers a call with what f returns or throws, when the program rests: it may end in the
     * answer, and must not be in the middle of a call then. A program that has ended meanwhile,
     * by another of its goroutines, takes no answer.
     * @param {(e: any, v?: any) => void} done @param {() => any} f
     */
    const answer = (done, f) => {
      /** @type {any} */ let value, failed = null;
      try { value = f(); } catch (e) { failed = e; }
      queueMicrotask(() => {
        try { done(failed, value); } catch (e) {
          if (!/already exited/.test(/** @type {Error} */ (e).message)) throw e;
        }
      });
    };
    /** @type {any} */ const calls = {
      open: (/** @type {string} */ path, /** @type {number} */ flags) => this.openFile(path, flags),
      close: (/** @type {number} */ fd) => { this.handle(fd); this.open.delete(fd); },
      read: (/** @type {number} */ fd, /** @type {Uint8Array} */ b, /** @type {number} */ off, /** @type {number} */ n, /** @type {number | null} */ at) => this.read(fd, b.subarray(off, off + n), at),
      write: (/** @type {number} */ fd, /** @type {Uint8Array} */ b, /** @type {number} */ off, /** @type {number} */ n, /** @type {number | null} */ at) => this.write(fd, b.subarray(off, off + n), at),
      fstat: (/** @type {number} */ fd) => this.stat(fd < 3 ? { dir: false, data: new Uint8Array(0), size: 0, time: 0 } : this.handle(fd).node),
      stat: (/** @type {string} */ path) => this.stat(this.find(path)),
      readdir: (/** @type {string} */ path) => {
        const node = this.find(path);
        if (!node.dir) throw failure('ENOTDIR');
        return [...node.entries.keys()];
      },
      mkdir: (/** @type {string} */ path) => {
        const [folder, name] = this.place(path);
        if (folder.entries.has(name)) throw failure('EEXIST');
        folder.entries.set(name, { dir: true, entries: new Map(), time: Date.now() });
      },
      rename: (/** @type {string} */ from, /** @type {string} */ to) => {
        const node = this.find(from);
        const [folder, name] = this.place(to);
        const [old, oldName] = this.place(from);
        old.entries.delete(oldName);
        folder.entries.set(name, node);
      },
      unlink: (/** @type {string} */ path) => {
        if (this.find(path).dir) throw failure('EISDIR');
        const [folder, name] = this.place(path);
        folder.entries.delete(name);
      },
      rmdir: (/** @type {string} */ path) => {
        const node = this.find(path);
        if (!node.dir) throw failure('ENOTDIR');
        if (node.entries.size > 0) throw failure('ENOTEMPTY');
        const [folder, name] = this.place(path);
        folder.entries.delete(name);
      },
      truncate: (/** @type {string} */ path, /** @type {number} */ size) => {
        const node = this.find(path);
        if (node.dir) throw failure('EISDIR');
        this.resize(node, size);
      },
      ftruncate: (/** @type {number} */ fd, /** @type {number} */ size) => {
        const { node } = this.handle(fd);
        if (node.dir) throw failure('EISDIR');
        this.resize(node, size);
      },
      readlink: () => { throw failure('EINVAL'); }, // there are no links
    };
    calls.lstat = calls.stat;
    for (const name of ['fsync', 'chmod', 'fchmod', 'chown', 'fchown', 'lchown', 'utimes']) calls[name] = () => undefined;
    for (const name of ['link', 'symlink']) calls[name] = () => { throw failure('ENOSYS'); };
    g.fs = { constants, writeSync: (/** @type {number} */ fd, /** @type {Uint8Array} */ b) => this.write(fd, b, null) };
    for (const name of Object.keys(calls)) {
      g.fs[name] = (/** @type {any[]} */ ...args) => {
        const done = args.pop();
        answer(done, () => calls[name](...args));
      };
    }
    g.process = {
      pid: 1, ppid: 0, getuid: () => 0, geteuid: () => 0, getgid: () => 0, getegid: () => 0, getgroups: () => [0], umask: () => 0o22,
      cwd: () => this.folder,
      chdir: (/** @type {string} */ path) => {
        if (!this.find(path).dir) throw failure('ENOTDIR');
        this.folder = '/' + this.parts(path).join('/');
      },
    };
    g.path = { resolve: (/** @type {string[]} */ ...segments) => '/' + this.parts(segments[segments.length - 1]).join('/') };
  }
}
