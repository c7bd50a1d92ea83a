// @ts-check
// What JupyterLab loads to make the figures and the questions of the course live. It is
// written by hand as one container of module federation, so that it needs no bundler. The
// renderer calls itself safe, which lets it work in a notebook that is not trusted:
// it shows texts of the notebook as texts, HTML of the notebook only through JupyterLab's
// sanitizer, and else what the functions draw that lie beside this script.
(function () {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = script.src.replace(/[^/]*$/, '');
  /** @type {any} */ let scope = null;

  /** @param {string} name */
  async function shared(name) {
    const versions = scope[name];
    const newest = Object.keys(versions).sort().pop() || '';
    return (await versions[newest].get())();
  }

  /** @type {any} */ (window)._JUPYTERLAB = /** @type {any} */ (window)._JUPYTERLAB || {};
  /** @type {any} */ (window)._JUPYTERLAB['gradstep-live'] = {
    /** @param {any} s */
    init(s) { scope = s; },
    async get() {
      const [{ Widget }, figure, question] = await Promise.all([
        shared('@lumino/widgets'), import(base + 'figure.js'), import(base + 'question.js'),
      ]);
      figure.style(document, base);
      const show = {
        'application/vnd.gradstep.figure+json': figure.show,
        'application/vnd.gradstep.prediction+json': question.show,
      };
      class Live extends Widget {
        /** @param {any} options */
        constructor(options) {
          super();
          this.type = options.mimeType;
          this.clean = (/** @type {string} */ html) => (options.sanitizer ? options.sanitizer.sanitize(html) : '');
          this.addClass('gradstep-live');
          this.node.setAttribute('data-lm-suppress-shortcuts', 'true'); // the arrow keys are the slider's
        }
        /** @param {any} model */
        async renderModel(model) {
          const text = (/** @type {any} */ v) => (Array.isArray(v) ? v.join('') : v); // files hold a list of lines
          const raw = text(model.data[this.type]);
          const data = typeof raw === 'string' ? JSON.parse(raw) : raw;
          show[this.type](this.node, data, { base, clean: this.clean, still: text(model.data['text/html']) });
        }
        dispose() {
          this.node.dispatchEvent(new Event('gradstep-end'));
          super.dispose();
        }
      }
      const extension = {
        id: 'gradstep-live:mime',
        rendererFactory: { safe: true, mimeTypes: Object.keys(show), createRenderer: (/** @type {any} */ o) => new Live(o) },
        rank: 0,
        dataType: 'json',
      };
      return () => ({ __esModule: true, default: extension });
    },
  };
})();
