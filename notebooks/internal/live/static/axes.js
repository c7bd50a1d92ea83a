// @ts-check
// Empty axes to draw a curve on, and the right curve beside it.

const W = 640, H = 360, LEFT = 64, RIGHT = 16, TOP = 12, BOTTOM = 48;
const NS = 'http://www.w3.org/2000/svg';

/** @typedef {{label: string, min: number, max: number, log: boolean}} Range */

/** @param {string} tag @param {Record<string, string | number>} attributes @param {string} [text] */
function svg(tag, attributes, text) {
  const e = document.createElementNS(NS, tag);
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, String(v));
  if (text !== undefined) e.textContent = text;
  return e;
}

/** @param {Range} r @param {number} v */
const share = (r, v) => (r.log ? Math.log(v / r.min) / Math.log(r.max / r.min) : (v - r.min) / (r.max - r.min));

/** @param {Range} r @returns {number[]} values that are marked */
function ticks(r) {
  const list = [];
  if (r.log) {
    for (let e = Math.ceil(Math.log10(r.min)); e <= Math.log10(r.max) + 1e-9; e++) list.push(Math.pow(10, e));
    while (list.length > 8) for (let i = list.length - 2; i > 0; i -= 2) list.splice(i, 1);
    return list;
  }
  const rough = (r.max - r.min) / 5, power = Math.pow(10, Math.floor(Math.log10(rough)));
  const step = power * ([1, 2, 5, 10].find((m) => m * power >= rough) || 10);
  for (let v = Math.ceil(r.min / step) * step; v <= r.max + step * 1e-9; v += step) list.push(Math.abs(v) < step * 1e-9 ? 0 : v);
  return list;
}

/** @param {Range} x @param {Range} y */
export function axes(x, y) {
  const px = (/** @type {number} */ v) => LEFT + share(x, v) * (W - LEFT - RIGHT);
  const py = (/** @type {number} */ v) => H - BOTTOM - share(y, v) * (H - TOP - BOTTOM);
  const node = svg('svg', { viewBox: `0 0 ${W} ${H}`, class: 'gradstep-axes', role: 'img', 'aria-label': `Axes to draw on: ${x.label} and ${y.label}` });
  for (const v of ticks(x)) {
    node.append(svg('line', { x1: px(v), x2: px(v), y1: TOP, y2: H - BOTTOM, class: 'grid' }),
      svg('text', { x: px(v), y: H - BOTTOM + 18, 'text-anchor': 'middle' }, String(Number(v.toPrecision(3)))));
  }
  for (const v of ticks(y)) {
    node.append(svg('line', { x1: LEFT, x2: W - RIGHT, y1: py(v), y2: py(v), class: 'grid' }),
      svg('text', { x: LEFT - 6, y: py(v) + 4, 'text-anchor': 'end' }, String(Number(v.toPrecision(3)))));
  }
  const area = svg('rect', { x: LEFT, y: TOP, width: W - LEFT - RIGHT, height: H - TOP - BOTTOM, class: 'area' });
  const truth = svg('path', { class: 'truth' }), own = svg('path', { class: 'own' });
  node.append(svg('text', { x: (LEFT + W - RIGHT) / 2, y: H - 8, 'text-anchor': 'middle' }, x.label),
    svg('text', { transform: `translate(14 ${(TOP + H - BOTTOM) / 2}) rotate(-90)`, 'text-anchor': 'middle' }, y.label),
    area, truth, own);

  // The curve of the reader: one height for each column of pixels, NaN where none is drawn.
  const columns = W - LEFT - RIGHT + 1;
  let heights = new Float64Array(columns).fill(NaN);
  /** @type {[number, number] | null} */ let from = null;
  const put = () => {
    let d = '', up = true;
    heights.forEach((h, i) => {
      if (Number.isNaN(h)) { up = true; return; }
      d += `${up ? 'M' : 'L'}${LEFT + i} ${h.toFixed(1)}`;
      up = false;
    });
    own.setAttribute('d', d);
  };
  const point = (/** @type {PointerEvent} */ e) => {
    const box = node.getBoundingClientRect();
    const column = Math.round(((e.clientX - box.left) * W) / box.width) - LEFT;
    const height = ((e.clientY - box.top) * H) / box.height;
    return /** @type {[number, number]} */ ([Math.min(Math.max(column, 0), columns - 1), Math.min(Math.max(height, TOP), H - BOTTOM)]);
  };
  const draw = (/** @type {PointerEvent} */ e) => {
    const to = point(e), begin = from || to;
    const [a, b] = begin[0] <= to[0] ? [begin, to] : [to, begin];
    for (let i = a[0]; i <= b[0]; i++) heights[i] = a[0] === b[0] ? to[1] : a[1] + ((b[1] - a[1]) * (i - a[0])) / (b[0] - a[0]);
    from = to;
    put();
  };
  node.addEventListener('pointerdown', (e) => { node.setPointerCapture(e.pointerId); from = null; draw(e); e.preventDefault(); });
  node.addEventListener('pointermove', (e) => { if (from) draw(e); });
  node.addEventListener('pointerup', () => { from = null; });

  return {
    node,
    /** the share of the width that has a curve */
    drawn: () => heights.filter((h) => !Number.isNaN(h)).length / columns,
    clear() { heights = heights.fill(NaN); put(); truth.setAttribute('d', ''); },
    /** Shows the right curve and returns the largest distance as a share of the height. @param {number[][]} curve */
    compare(curve) {
      truth.setAttribute('d', curve.map(([u, v], i) => `${i ? 'L' : 'M'}${px(u).toFixed(1)} ${Math.min(Math.max(py(v), TOP), H - BOTTOM).toFixed(1)}`).join(''));
      let worst = 0, k = 0;
      heights.forEach((h, i) => {
        const at = LEFT + i;
        while (k < curve.length - 2 && px(curve[k + 1][0]) < at) k++;
        const [a, b] = [curve[k], curve[k + 1]], u = (at - px(a[0])) / (px(b[0]) - px(a[0]));
        if (Number.isNaN(h) || u < 0 || u > 1) return;
        worst = Math.max(worst, Math.abs(h - (py(a[1]) + u * (py(b[1]) - py(a[1])))));
      });
      return worst / (H - TOP - BOTTOM);
    },
  };
}
