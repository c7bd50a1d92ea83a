// @ts-check
// Unpacks Zstandard, as RFC 8878 describes it: browsers unpack gzip, and Go's archives and programs
// are a fifth smaller this way. One frame, without a dictionary; its checksum is not looked at.

/** A table of decoding: for each state, or each run of bits, what it means, the bits to read next, and where they lead from.
 *  @typedef {{log: number, symbol: Uint8Array, bits: Uint8Array, from: Uint16Array}} Table */

/**
 * @param {Uint8Array} packed
 * @param {number} size of what comes out
 */
export function unzstd(packed, size) {
  const src = new Uint8Array(packed.length + 8); // four bytes are read at a time, also at the end
  src.set(packed);
  const out = new Uint8Array(size);
  const frame = { src, out, to: 0, literals: new Uint8Array((1 << 17) + 8), count: 0, reps: [1, 4, 8],
    /** @type {Table | undefined} */ huffman: undefined, /** @type {Table[]} */ tables: [] };
  let at = header(src);
  for (let last = 0; !last;) {
    const head = src[at] | src[at + 1] << 8 | src[at + 2] << 16, length = head >> 3;
    at += 3;
    last = head & 1;
    switch (head >> 1 & 3) {
      case 0:
        out.set(src.subarray(at, at + length), frame.to);
        frame.to += length;
        at += length;
        break;
      case 1:
        out.fill(src[at++], frame.to, frame.to += length);
        break;
      case 2:
        sequences(frame, literals(frame, at), at + length);
        at += length;
        break;
      default:
        throw new Error('zstd: a block of an unknown kind');
    }
    if (at > packed.length || frame.to > size) throw new Error('zstd: the data are damaged');
  }
  if (frame.to !== size) throw new Error('zstd: the data end early');
  return out;
}

/** Where the first block begins. @param {Uint8Array} src */
function header(src) {
  if ((src[0] | src[1] << 8 | src[2] << 16 | src[3] << 24) !== (0xfd2fb528 | 0)) throw new Error('zstd: these data are not Zstandard');
  const flags = src[4], single = flags >> 5 & 1;
  if (flags & 3) throw new Error('zstd: a dictionary is wanted');
  return 5 + (single ? 0 : 1) + [single, 2, 4, 8][flags >> 6];
}

/** Reads the literals of a block, and returns where they end. @param {any} f @param {number} at */
function literals(f, at) {
  const { src } = f, kind = src[at] & 3, form = src[at] >> 2 & 3;
  if (kind < 2) { // as they are, or one byte again and again
    const bytes = [1, 2, 1, 3][form];
    f.count = little(src, at, bytes) >> (bytes === 1 ? 3 : 4);
    at += bytes;
    if (kind === 1) f.literals.fill(src[at], 0, f.count);
    else f.literals.set(src.subarray(at, at + f.count));
    return at + (kind === 1 ? 1 : f.count);
  }
  const bits = [10, 10, 14, 18][form], head = src[at] >> 4 | little(src, at + 1, 4) << 4 | 0; // the sizes, from bit 4 on
  f.count = head & (1 << bits) - 1;
  let length = bits === 18 ? src[at + 2] >> 6 | src[at + 3] << 2 | src[at + 4] << 10 : head >>> bits & (1 << bits) - 1;
  at += [3, 3, 4, 5][form];
  const end = at + length;
  if (kind === 2) [f.huffman, at] = huffmanTable(src, at);
  if (form === 0) {
    huffmanStream(f, at, end, 0, f.count);
    return end;
  }
  const part = f.count + 3 >> 2;
  let from = at + 6;
  for (let i = 0; i < 4; i++) {
    const to = i < 3 ? from + little(src, at + 2 * i, 2) : end;
    huffmanStream(f, from, to, i * part, i < 3 ? (i + 1) * part : f.count);
    from = to;
  }
  return end;
}

/** @param {Uint8Array} src @param {number} at @param {number} bytes */
function little(src, at, bytes) {
  let v = 0;
  for (let i = 0; i < bytes; i++) v |= src[at + i] << 8 * i;
  return v;
}

/** The place behind the last bit of a stream that is read from its end: a 1 and zeros fill up its last byte. @param {Uint8Array} src @param {number} end */
function lastBit(src, end) {
  if (src[end - 1] === 0) throw new Error('zstd: the data are damaged');
  return 8 * end - 1 - (Math.clz32(src[end - 1]) - 24);
}

/** The bits from a place on, up to 25 of them. @param {Uint8Array} src @param {number} bit @param {number} count */
function bitsAt(src, bit, count) {
  const i = bit >> 3;
  return (src[i] | src[i + 1] << 8 | src[i + 2] << 16 | src[i + 3] << 24) >>> (bit & 7) & (1 << count) - 1;
}

/** The same of a stream that begins at a bit, before which are zeros. @param {Uint8Array} src @param {number} bit @param {number} count @param {number} begin */
function bitsFrom(src, bit, count, begin) {
  const missing = begin - bit;
  if (missing <= 0) return bitsAt(src, bit, count);
  return missing >= count ? 0 : bitsAt(src, begin, count - missing) << missing;
}

/** @param {any} f @param {number} from @param {number} end @param {number} to @param {number} stop places among the literals */
function huffmanStream(f, from, end, to, stop) {
  const { src, literals } = f, { log, symbol, bits } = f.huffman, begin = 8 * from;
  let bit = lastBit(src, end);
  while (to < stop) {
    const code = bitsFrom(src, bit - log, log, begin);
    literals[to++] = symbol[code];
    bit -= bits[code];
  }
  if (bit !== begin) throw new Error('zstd: the data are damaged');
}

/** @param {Uint8Array} src @param {number} at @returns {[Table, number]} the table, and where it ends */
function huffmanTable(src, at) {
  /** @type {number[]} */ const weights = [];
  const head = src[at++];
  let end = at + head;
  if (head >= 128) {
    end = at + (head - 126 >> 1);
    for (let i = 0; i < head - 127; i++) weights.push(i & 1 ? src[at + (i >> 1)] & 15 : src[at + (i >> 1)] >> 4);
  } else {
    const [table, from] = fseTable(src, at, 255);
    const begin = 8 * from;
    let bit = lastBit(src, end);
    const states = [0, 0];
    for (const i of [0, 1]) states[i] = bitsFrom(src, bit -= table.log, table.log, begin);
    for (let i = 0; ; i ^= 1) { // the two states in turn, until the bits end
      const s = states[i], n = table.bits[s];
      weights.push(table.symbol[s]);
      if (bit < begin + n) {
        weights.push(table.symbol[states[i ^ 1]]);
        break;
      }
      states[i] = table.from[s] + bitsAt(src, bit -= n, n);
    }
  }
  const sum = weights.reduce((s, w) => s + (w && 1 << w - 1), 0);
  const log = 32 - Math.clz32(sum), rest = (1 << log) - sum;
  if (log > 11 || rest & rest - 1) throw new Error('zstd: the data are damaged');
  weights.push(32 - Math.clz32(rest));
  const symbol = new Uint8Array(1 << log), bits = new Uint8Array(1 << log);
  for (let w = 1, to = 0; w <= log; w++) {
    for (let s = 0; s < weights.length; s++) {
      if (weights[s] !== w) continue;
      const next = to + (1 << w - 1);
      symbol.fill(s, to, next);
      bits.fill(log + 1 - w, to, next);
      to = next;
    }
  }
  return [{ log, symbol, bits, from: new Uint16Array(0) }, end];
}

/** @param {Uint8Array} src @param {number} at @param {number} most the greatest symbol @returns {[Table, number]} the table, and where its description ends */
function fseTable(src, at, most) {
  let bit = 8 * at + 4;
  const log = (src[at] & 15) + 5;
  /** @type {number[]} */ const shares = []; // of the states; -1 is one state at the end
  for (let rest = (1 << log) + 1, width = log + 1; rest > 1 && shares.length <= most;) {
    const half = 1 << width - 1, less = 2 * half - 1 - rest; // so many values take a bit less
    let v = bitsAt(src, bit, width);
    if ((v & half - 1) < less) {
      v &= half - 1;
      bit += width - 1;
    } else {
      bit += width;
      if (v >= half) v -= less;
    }
    shares.push(v - 1);
    rest -= Math.abs(v - 1);
    if (v === 1) { // a symbol that does not occur; how many more follow
      for (let more = 3; more === 3;) {
        more = bitsAt(src, bit, 2);
        bit += 2;
        for (let i = 0; i < more; i++) shares.push(0);
      }
    }
    while (rest < 1 << width - 1) width--;
  }
  return [fseFrom(shares, log), bit + 7 >> 3];
}

/** @param {number[]} shares @param {number} log @returns {Table} */
function fseFrom(shares, log) {
  const size = 1 << log, symbol = new Uint8Array(size), bits = new Uint8Array(size), from = new Uint16Array(size);
  const next = shares.map((n) => Math.max(n, 1));
  let high = size;
  shares.forEach((n, s) => { if (n < 0) symbol[--high] = s; });
  let at = 0;
  shares.forEach((n, s) => {
    for (let i = 0; i < n; i++) {
      symbol[at] = s;
      do at = at + (size >> 1) + (size >> 3) + 3 & size - 1; while (at >= high);
    }
  });
  for (let i = 0; i < size; i++) {
    const n = next[symbol[i]]++;
    bits[i] = log - (31 - Math.clz32(n));
    from[i] = (n << bits[i]) - size;
  }
  return { log, symbol, bits, from };
}

/** What the codes of a length begin at, and how many bits are added to them. @param {number} plain so many codes are lengths themselves @param {number} first @param {number[]} more */
function lengths(plain, first, more) {
  const base = Array.from({ length: plain }, (_, i) => first + i), extra = base.map(() => 0);
  let next = first + plain;
  for (const bits of more) {
    base.push(next);
    extra.push(bits);
    next += 1 << bits;
  }
  return { base: Int32Array.from(base), extra: Uint8Array.from(extra) };
}

const ofLiterals = lengths(16, 0, [1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
const ofMatches = lengths(32, 3, [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);

/** The tables that the format knows: of the lengths of literals, of distances, of the lengths of matches. */
const known = [
  fseFrom([4, 3, ...Array(11).fill(2), 1, 1, 1, ...Array(9).fill(2), 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1], 6),
  fseFrom([1, 1, 1, 1, 1, 1, 2, 2, 2, ...Array(15).fill(1), -1, -1, -1, -1, -1], 5),
  fseFrom([1, 4, 3, 2, 2, 2, 2, 2, 2, ...Array(37).fill(1), -1, -1, -1, -1, -1, -1, -1], 6),
];

/** Reads the sequences of a block, and writes what they say: literals, then a match. @param {any} f @param {number} at @param {number} end */
function sequences(f, at, end) {
  const { src, out, literals, reps } = f;
  let count = src[at++];
  if (count === 255) {
    count = little(src, at, 2) + 0x7f00;
    at += 2;
  } else if (count > 127) count = (count - 128 << 8) + src[at++];
  let taken = 0, to = f.to;
  if (count > 0) {
    const modes = src[at++];
    for (let i = 0; i < 3; i++) {
      switch (modes >> 6 - 2 * i & 3) {
        case 0: f.tables[i] = known[i]; break;
        case 1: f.tables[i] = { log: 0, symbol: Uint8Array.of(src[at++]), bits: Uint8Array.of(0), from: Uint16Array.of(0) }; break;
        case 2: [f.tables[i], at] = fseTable(src, at, 255);
      }
    }
    const [ll, of, ml] = f.tables, begin = 8 * at;
    let bit = lastBit(src, end);
    let l = bitsFrom(src, bit -= ll.log, ll.log, begin), o = bitsFrom(src, bit -= of.log, of.log, begin), m = bitsFrom(src, bit -= ml.log, ml.log, begin);
    for (let i = 0; i < count; i++) {
      const far = of.symbol[o], lCode = ll.symbol[l], mCode = ml.symbol[m];
      let distance = 1 << far;
      if (far > 16) distance += bitsAt(src, bit -= far - 16, far - 16) << 16 | bitsAt(src, bit -= 16, 16);
      else distance += bitsAt(src, bit -= far, far);
      const match = ofMatches.base[mCode] + bitsAt(src, bit -= ofMatches.extra[mCode], ofMatches.extra[mCode]);
      const plain = ofLiterals.base[lCode] + bitsAt(src, bit -= ofLiterals.extra[lCode], ofLiterals.extra[lCode]);
      if (i < count - 1) {
        l = ll.from[l] + bitsAt(src, bit -= ll.bits[l], ll.bits[l]);
        m = ml.from[m] + bitsAt(src, bit -= ml.bits[m], ml.bits[m]);
        o = of.from[o] + bitsAt(src, bit -= of.bits[o], of.bits[o]);
      }
      if (distance > 3) {
        distance -= 3;
        reps[2] = reps[1];
        reps[1] = reps[0];
        reps[0] = distance;
      } else { // one of the last three; after a match without literals before it, the next of them
        const which = distance - (plain > 0 ? 1 : 0);
        distance = which === 3 ? reps[0] - 1 : reps[which];
        if (which > 1) reps[2] = reps[1];
        if (which > 0) reps[1] = reps[0];
        reps[0] = distance;
      }
      for (const stop = taken + plain; taken < stop;) out[to++] = literals[taken++];
      if (distance > to || to + match > out.length) throw new Error('zstd: the data are damaged');
      if (match > 32 && distance >= match) {
        out.copyWithin(to, to - distance, to - distance + match);
        to += match;
      } else {
        for (const stop = to + match; to < stop; to++) out[to] = out[to - distance];
      }
    }
    if (bit !== begin) throw new Error('zstd: the data are damaged');
  }
  out.set(literals.subarray(taken, f.count), to);
  f.to = to + f.count - taken;
}
