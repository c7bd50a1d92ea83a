// @ts-check
// Unpacks Zstandard, as RFC 8878 describes it: browsers unpack gzip, and Go's archives and programs
// are much smaller this way. One frame, without a dictionary; its checksum is not looked at.
import { bitsAt, bitsFrom, fseFrom, fseTable, huffmanTable, lastBit, little } from './entropy.js';

/** @typedef {import('./entropy.js').Table} Table */

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
