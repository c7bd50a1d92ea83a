// @ts-check
// The part of Zstandard that deals with bits: streams of them, which are read from their ends, and the
// tables of its two codes, Huffman's and FSE (RFC 8878, section 4).

/** A table of decoding: for each state, or each run of bits, what it means, the bits to read next, and where they lead from.
 *  @typedef {{log: number, symbol: Uint8Array, bits: Uint8Array, from: Uint16Array}} Table */

/** @param {Uint8Array} src @param {number} at @param {number} bytes */
export function little(src, at, bytes) {
  let v = 0;
  for (let i = 0; i < bytes; i++) v |= src[at + i] << 8 * i;
  return v;
}

/** The place behind the last bit of a stream that is read from its end: a 1 and zeros fill up its last byte. @param {Uint8Array} src @param {number} end */
export function lastBit(src, end) {
  if (src[end - 1] === 0) throw new Error('zstd: the data are damaged');
  return 8 * end - 1 - (Math.clz32(src[end - 1]) - 24);
}

/** The bits from a place on, up to 25 of them. @param {Uint8Array} src @param {number} bit @param {number} count */
export function bitsAt(src, bit, count) {
  const i = bit >> 3;
  return (src[i] | src[i + 1] << 8 | src[i + 2] << 16 | src[i + 3] << 24) >>> (bit & 7) & (1 << count) - 1;
}

/** The same of a stream that begins at a bit, before which are zeros. @param {Uint8Array} src @param {number} bit @param {number} count @param {number} begin */
export function bitsFrom(src, bit, count, begin) {
  const missing = begin - bit;
  if (missing <= 0) return bitsAt(src, bit, count);
  return missing >= count ? 0 : bitsAt(src, begin, count - missing) << missing;
}

/** @param {Uint8Array} src @param {number} at @returns {[Table, number]} the table, and where it ends */
export function huffmanTable(src, at) {
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
export function fseTable(src, at, most) {
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
export function fseFrom(shares, log) {
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
