// @ts-check
// Packs: files in one, packed by Zstandard.
import { unzstd } from './zstd.js';

/** A part of the kernel as it is fetched, with the bytes that it has when unpacked. @typedef {{packed: ArrayBuffer, unpacked: number}} Part */

/** @param {Part} part */
export function bytesOf(part) { return unzstd(new Uint8Array(part.packed), part.unpacked); }

/**
 * Takes a pack apart: JSON on the first line, a list of files, then their bytes.
 * @param {Part} part @param {(path: string, data: Uint8Array) => void} each
 */
export function unpack(part, each) {
  const bytes = bytesOf(part), end = bytes.indexOf(10);
  const { layouts, files } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  let at = end + 1;
  for (const { path, size, tables } of files) {
    const data = bytes.subarray(at, at + size);
    for (const [where, rows, layout] of tables || []) byRows(data, where, rows, layouts[layout]);
    each(path, data);
    at += size;
  }
}

/**
 * Puts a table of numbers back that stands by columns, the lowest bytes of each number first. A layout is the bytes of each number
 * of a row; negative ones are of numbers that are written as the difference from the one before.
 * @param {Uint8Array} data @param {number} where @param {number} rows @param {number[]} layout
 */
function byRows(data, where, rows, layout) {
  const width = layout.reduce((sum, w) => sum + Math.abs(w), 0);
  const columns = data.slice(where, where + rows * width);
  let from = 0, to = where;
  for (const w of layout) {
    const bytes = Math.abs(w);
    let last = 0;
    for (let i = 0, at = to; i < rows; i++, at += width) {
      let v = 0;
      for (let k = 0; k < bytes; k++) v |= columns[from + k * rows + i] << 8 * k;
      if (w < 0) v = last = last + v | 0;
      for (let k = 0; k < bytes; k++) data[at + k] = v >>> 8 * k;
    }
    from += bytes * rows;
    to += bytes;
  }
}
