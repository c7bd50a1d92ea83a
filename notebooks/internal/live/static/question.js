// @ts-check
// A question that is answered before its answer shows.
import { element, number } from './figure.js';
import { axes } from './axes.js';

/** @typedef {{kind: string, question: string, number?: number, unit?: string, answers?: string[], right?: number,
 *   x?: any, y?: any, curve?: number[][], because: string, then?: string}} Question */

/** @param {HTMLElement} node @param {Question} data @param {{clean: (html: string) => string}} room */
export function show(node, data, room) {
  const body = element('div', '', 'gradstep-controls');
  const answer = element('div', '', 'gradstep-answer');
  answer.setAttribute('aria-live', 'polite');
  const title = element('p', '', 'gradstep-title');
  title.append(element('b', 'Predict. '), data.question);
  /** @param {string} verdict */
  const reveal = (verdict) => {
    const figure = element('div');
    figure.innerHTML = room.clean(data.then || '');
    answer.replaceChildren(element('p', verdict, 'gradstep-verdict'), element('p', data.because), figure);
  };
  const kinds = { number: askNumber, choice: askChoice, curve: askCurve };
  kinds[data.kind](body, data, reveal);
  for (const kind of ['keydown', 'keyup', 'keypress']) body.addEventListener(kind, (e) => e.stopPropagation());
  node.replaceChildren(title, body, answer);
}

/** @param {HTMLElement} body @param {Question} data @param {(verdict: string) => void} reveal */
function askNumber(body, data, reveal) {
  const input = /** @type {HTMLInputElement} */ (element('input'));
  Object.assign(input, { type: 'text', inputMode: 'decimal', size: 10, ariaLabel: data.question });
  const button = element('button', 'That is my guess');
  const unit = data.unit ? ' ' + data.unit : '';
  const right = /** @type {number} */ (data.number);
  const answer = () => {
    const guess = Number(input.value.trim().replace(',', '.').replace('−', '-'));
    if (input.value.trim() === '' || !Number.isFinite(guess)) return reveal('Type a number first, such as 0.5 or 1e-3.');
    const off = guess - right;
    const close = Math.abs(off) <= 0.05 * Math.abs(right) || off === 0;
    reveal(`You said ${number(guess)}${unit}; it is ${number(right)}${unit}. ` +
      (close ? 'Well predicted.' : `You are ${number(Math.abs(off))}${unit} too ${off > 0 ? 'high' : 'low'}.`));
  };
  button.addEventListener('click', answer);
  input.addEventListener('keydown', (e) => { if (e.key === 'Enter') answer(); });
  body.append(input, unit, ' ', button);
}

/** @param {HTMLElement} body @param {Question} data @param {(verdict: string) => void} reveal */
function askChoice(body, data, reveal) {
  const answers = data.answers || [];
  answers.forEach((text, i) => {
    const button = element('button', text);
    button.addEventListener('click', () => {
      body.querySelectorAll('button').forEach((b) => b.classList.remove('gradstep-picked'));
      button.classList.add('gradstep-picked');
      reveal(i === data.right ? 'Yes: ' + text + '.' : `You said: ${text}. It is: ${answers[data.right || 0]}.`);
    });
    body.append(button, ' ');
  });
}

/** @param {HTMLElement} body @param {Question} data @param {(verdict: string) => void} reveal */
function askCurve(body, data, reveal) {
  const plot = axes(data.x, data.y);
  const show = element('button', 'Show the answer');
  const again = element('button', 'Draw again');
  show.addEventListener('click', () => {
    if (plot.drawn() < 0.5) return reveal('Draw with the pointer from left to right first; a rough line will do.');
    const off = plot.compare(data.curve || []);
    reveal(`Yours is blue and solid, the right one amber and dashed. The largest distance between them is ${number(off)} of the height of the axes.`);
  });
  again.addEventListener('click', () => plot.clear());
  const buttons = element('p');
  buttons.append(show, ' ', again);
  body.append(plot.node, buttons);
}
