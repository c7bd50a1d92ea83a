// @ts-check
// A figure under its sliders.
import { painter } from './painter.js';

/** @typedef {{label: string, min: number, max: number, value: number, steps: number, log: boolean, whole: boolean}} Slider */
/** @typedef {{base: string, clean: (html: string) => string, still: string}} Room */

/** The style sheet, once a page. @param {Document} page @param {string} base */
export function style(page, base) {
  const id = 'gradstep-live-style';
  if (page.getElementById(id)) return;
  const link = page.createElement('link');
  Object.assign(link, { id, rel: 'stylesheet', href: base + 'live.css' });
  page.head.append(link);
}

/** @param {string} tag @param {string} [text] @param {string} [name] */
export function element(tag, text, name) {
  const e = document.createElement(tag);
  if (text !== undefined) e.textContent = text;
  if (name) e.className = name;
  return e;
}

/** The value at position k of a slider. @param {Slider} s @param {number} k */
function at(s, k) {
  if (k >= s.steps) return s.max;
  const t = k / s.steps;
  const v = s.log ? s.min * Math.pow(s.max / s.min, t) : s.min + t * (s.max - s.min);
  return s.whole ? Math.round(v) : v;
}

/** The position nearest to v. @param {Slider} s @param {number} v */
function position(s, v) {
  const t = s.log ? Math.log(v / s.min) / Math.log(s.max / s.min) : (v - s.min) / (s.max - s.min);
  return Math.round(t * s.steps);
}

/** @param {number} v */
export const number = (v) => Number(v.toPrecision(3)).toString().replace('-', '−');

/**
 * @param {HTMLElement} node
 * @param {{figure: string, title: string, alt: string, sliders: Slider[], play: boolean}} data
 * @param {Room} room
 */
export function show(node, data, room) {
  const values = data.sliders.map((s) => s.value);
  const picture = element('div', '', 'gradstep-picture');
  picture.innerHTML = room.clean(room.still || '');
  const note = element('p', '', 'gradstep-note');
  const draw = painter(room.base, data.figure, (html) => {
    picture.innerHTML = html; // of the library's own functions
    note.textContent = '';
  }, (e) => { note.textContent = 'This figure does not move here: ' + e.message; });

  const inputs = data.sliders.map((s, i) => {
    const row = element('label', '', 'gradstep-row');
    const input = /** @type {HTMLInputElement} */ (element('input'));
    Object.assign(input, { type: 'range', min: '0', max: String(s.steps), step: '1', value: String(position(s, s.value)) });
    const text = () => (s.whole ? String(values[i]) : number(values[i])); // 40960, not 41000
    const shown = element('output', text());
    const move = () => {
      values[i] = at(s, Number(input.value));
      shown.textContent = text();
      input.setAttribute('aria-valuetext', s.label + ' = ' + shown.textContent);
      draw(values.slice());
    };
    input.addEventListener('input', move);
    row.append(element('span', s.label), input, shown);
    return { row, input, move };
  });

  const controls = element('div', '', 'gradstep-controls gradstep-sliders');
  controls.append(...inputs.map((i) => i.row));
  if (data.play) controls.prepend(player(node, inputs[0]));
  for (const kind of ['keydown', 'keyup', 'keypress']) controls.addEventListener(kind, (e) => e.stopPropagation());
  node.replaceChildren(element('p', data.title, 'gradstep-title'), controls, picture, note);
  draw(values.slice());
}

/**
 * The button that lets a slider move by itself.
 * @param {HTMLElement} node @param {{input: HTMLInputElement, move: () => void}} slider
 */
function player(node, slider) {
  const { input, move } = slider;
  const button = element('button', '▶ Play');
  /** @type {ReturnType<typeof setInterval> | undefined} */ let timer;
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
    button.textContent = '▶ Play';
  };
  button.addEventListener('click', () => {
    if (timer !== undefined) return stop();
    if (Number(input.value) >= Number(input.max)) input.value = '0';
    button.textContent = '❚❚ Pause';
    const step = Math.max(1, Math.round(Number(input.max) / 50));
    timer = setInterval(() => {
      input.value = String(Number(input.value) + step);
      move();
      if (Number(input.value) >= Number(input.max)) stop();
    }, 100);
  });
  input.addEventListener('pointerdown', stop);
  node.addEventListener('gradstep-end', stop);
  return button;
}
