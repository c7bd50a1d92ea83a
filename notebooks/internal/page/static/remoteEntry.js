// @ts-check
// What JupyterLite loads to have a kernel of Go: one container of module federation, written by
// hand, so that it needs no bundler. The kernel itself is in kernel.js and knows nothing of Jupyter.
(function () {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = script.src.replace(/[^/]*$/, '');
  /** @type {any} */ let scope = null;

  /** @param {string} name */
  async function shared(name) {
    const versions = scope[name];
    if (!versions) throw new Error('JupyterLite has no ' + name);
    const newest = Object.keys(versions).sort().pop() || '';
    return (await versions[newest].get())();
  }

  /** @param {any} BaseKernel @param {any} GoKernel */
  function pageKernel(BaseKernel, GoKernel) {
    return class extends BaseKernel {
      /** @param {any} options */
      constructor(options) {
        super(options);
        // The notebook's folder, behind the name of a drive; one that is elsewhere runs among the lessons.
        const folder = String(options.location || '').replace(/^[^:/]*:/, '');
        this.go = new GoKernel(base, {}, /^notebooks(\/|$)/.test(folder) ? folder : 'notebooks');
        this.begun = false;
      }

      async kernelInfoRequest() {
        return {
          implementation: 'gradstep-page', implementation_version: '1', status: 'ok', protocol_version: '5.3',
          language_info: { name: 'go', mimetype: 'text/x-go', file_extension: '.go' },
          banner: 'Go, compiled in the page', help_links: [],
        };
      }

      /** @param {{code: string, silent?: boolean}} content */
      async executeRequest(content) {
        const bar = this.begun ? undefined : 'go-kernel-' + this.id;
        /** @param {string} text @param {number} [share] */
        const tell = (text, share) => {
          if (!bar) return;
          const html = text && `<p>${text}</p><progress style="width: 20em"${share === undefined ? '' : ` value="${share}"`} max="1"></progress>`;
          const bundle = { data: { 'text/html': html, 'text/plain': text }, metadata: {}, transient: { display_id: bar } };
          if (told) this.updateDisplayData(bundle, this.parentHeader);
          else this.displayData(bundle, this.parentHeader);
          told = true;
        };
        let told = false;
        const parent = this.parentHeader;
        const reply = await this.go.execute(content.code, {
          print: (/** @type {string} */ name, /** @type {string} */ text) => this.stream({ name, text }, parent),
          display: (/** @type {any} */ data, /** @type {string | undefined} */ id) => {
            const shown = { data, metadata: {}, transient: id ? { display_id: id } : {} };
            if (id && this.shown?.has(id)) this.updateDisplayData(shown, parent);
            else this.displayData(shown, parent);
            (this.shown ??= new Set()).add(id);
          },
          phase: (/** @type {string} */ text) => {
            if (text) tell('Go is ' + text + ' your first cell …');
            else if (told) {
              told = false; // what the cell shows from now on stays
              this.clearOutput({ wait: false }, parent);
            }
          },
        }, (/** @type {number} */ done, /** @type {number} */ all) => {
          if (done < all) tell(`Loading Go: ${(done / 1e6).toFixed(0)} of ${(all / 1e6).toFixed(0)} MB. The next visit has it already.`, done / all);
          else tell('Unpacking Go …');
        });
        this.begun = true;
        if (reply.status === 'ok') return { status: 'ok', execution_count: this.executionCount, user_expressions: {}, payload: [] };
        const failure = { ename: 'ERROR', evalue: reply.evalue || '', traceback: [reply.evalue || ''] };
        this.publishExecuteError(failure, parent);
        return { status: 'error', execution_count: this.executionCount, ...failure };
      }

      /** @param {{code: string, cursor_pos: number}} content */
      async completeRequest(content) {
        const m = await this.go.complete(content.code, content.cursor_pos);
        return { status: 'ok', matches: m.matches, cursor_start: m.Start, cursor_end: m.End, metadata: {} };
      }

      /** @param {{code: string, cursor_pos: number}} content */
      async inspectRequest(content) {
        const text = await this.go.inspect(content.code, content.cursor_pos);
        return { status: 'ok', found: text !== '', data: text ? { 'text/plain': text } : {}, metadata: {} };
      }

      async isCompleteRequest() { return { status: 'complete', indent: '' }; }
      async commInfoRequest() { return { status: 'ok', comms: {} }; }
      inputReply() {}
      async commOpen() {}
      async commMsg() {}
      async commClose() {}

      async interrupt() { await this.go.interrupt(); }

      dispose() {
        if (!this.isDisposed) this.go.restart();
        super.dispose();
      }
    };
  }

  /** The kernels of this page by their identifiers. @type {Map<string, any>} */ const kernels = new Map();

  /** @param {any} kernel */
  function running(kernel) {
    kernels.set(kernel.id, kernel);
    kernel.disposed?.connect(() => kernels.delete(kernel.id));
    return kernel;
  }

  /** JupyterLite's Stop drops the cells that wait; here it ends the one that runs, too. @param {any} client */
  function stopThrough(client) {
    if (!client) return;
    const drop = client.interrupt.bind(client);
    client.interrupt = async (/** @type {string} */ id) => {
      const dropped = drop(id);
      await kernels.get(id)?.interrupt();
      return dropped;
    };
  }

  /** @type {any} */ (window)._JUPYTERLAB = /** @type {any} */ (window)._JUPYTERLAB || {};
  /** @type {any} */ (window)._JUPYTERLAB['gradstep-page'] = {
    /** @param {any} s */
    init(s) { scope = s; },
    async get() {
      const [services, { GoKernel }] = await Promise.all([shared('@jupyterlite/services'), import(base + 'kernel.js')]);
      const Kernel = pageKernel(services.BaseKernel, GoKernel);
      const plugin = {
        id: 'gradstep-page:kernel',
        autoStart: true,
        requires: [services.IKernelSpecs],
        optional: [services.IKernelClient],
        activate: (/** @type {any} */ _, /** @type {any} */ specs, /** @type {any} */ client) => {
          stopThrough(client);
          const spec = { name: 'gonb', display_name: 'Go (page)', language: 'go', argv: [], resources: {} };
          specs.register({ spec, create: async (/** @type {any} */ o) => running(new Kernel(o)) });
        },
      };
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
