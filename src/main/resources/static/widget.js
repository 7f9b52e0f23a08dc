/*
 * <stand-with currency="USD" locale="en" campaign="footer" return-url="https://…/thanks">
 *   <a href="https://…/">Support us</a>      (seen until, and unless, this script runs)
 * </stand-with>
 * <script src="https://…/widget.js" defer></script>
 *
 * Theme: --stand-with-accent, --stand-with-on-accent, --stand-with-radius. Fonts and colours are the page's own.
 */
(() => {
  'use strict';
  const base = new URL('.', document.currentScript.src);
  const api = new URL('api/v1/', base);

  // Says until when not to ask here, and nothing of why: whether somebody gave, said no or will be reminded must not be
  // readable from a phone. So all three write the same value for the same time.
  const QUIET = 'stand-with-quiet';
  const quiet = () => {
    try { localStorage.setItem(QUIET, new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10)); } catch { /* private mode */ }
  };
  const isQuiet = () => {
    try { return (localStorage.getItem(QUIET) ?? '') > new Date().toISOString().slice(0, 10); } catch { return false; }
  };

  // Pages served over plain http have no randomUUID.
  const uuid = () => crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g,
    (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

  const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (hole, n) => values[n]);

  const el = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
      else if (value === true) node.setAttribute(name, '');
      else if (value !== false && value != null) node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  };

  const CSS = `
    :host { display: block; font: inherit; color: inherit;
      --a: var(--stand-with-accent, light-dark(#0b6b50, #5fc7a5)); --on: var(--stand-with-on-accent, light-dark(#fff, #062018));
      --r: var(--stand-with-radius, 8px); --line: color-mix(in srgb, currentColor 50%, transparent); }
    :host([hidden]) { display: none; }
    *, ::before { box-sizing: border-box; }
    form { display: grid; gap: 1.1em; max-width: 40em; position: relative; }
    h2, p, fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
    h2 { font-size: 1.35em; line-height: 1.2; }
    legend, .label { display: block; padding: 0; margin-bottom: .4em; font-weight: 600; }
    .row { display: grid; grid-template-columns: repeat(auto-fit, minmax(5.5em, 1fr)); gap: .5em; }
    .row label { position: relative; display: grid; }
    .row input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
    .row span { display: grid; place-content: center; min-height: 44px; padding: .2em .5em; text-align: center;
      border: 1px solid var(--line); border-radius: var(--r); font-variant-numeric: tabular-nums; }
    .row :checked + span { background: var(--a); border-color: var(--a); color: var(--on); }
    :focus-visible, .row :focus-visible + span { outline: 3px solid var(--a); outline-offset: 2px; }
    input[type=text], select { font: inherit; color: inherit; background: transparent; min-height: 44px; width: 100%;
      max-width: 14em; padding: .3em .7em; border: 1px solid var(--line); border-radius: var(--r); }
    option { color: #000; background: #fff; }
    .check { display: flex; gap: .7em; line-height: 1.3; align-items: center; min-height: 44px; }
    .check input { width: 1.4em; height: 1.4em; margin: 0; flex: none; accent-color: var(--a); }
    button { font: inherit; min-height: 44px; padding: .4em 1em; cursor: pointer; color: inherit; background: none; border: 0; text-decoration: underline; }
    .go { font-weight: 600; color: var(--on); background: var(--a); border-radius: var(--r); min-height: 52px; text-decoration: none; }
    [disabled] { opacity: .6; cursor: default; }
    .charge { text-align: center; font-variant-numeric: tabular-nums; }
    .told:empty { position: absolute; }
    .problem { padding: .7em .9em; border: 2px solid; border-radius: var(--r); }
    .foot { display: flex; justify-content: center; flex-wrap: wrap; gap: 0 1em; }
    .foot a { color: inherit; padding: .7em .5em; }`;

  class StandWith extends HTMLElement {
    #root = null;
    #options = null;
    #choice = { amounts: {} };
    #sent = null;
    #key = null;

    connectedCallback() {
      if (this.#root) return;
      // Back from the payment page, the browser may show this one as it was left: sending.
      addEventListener('pageshow', (event) => event.persisted && this.#options && this.#draw());
      const back = new URLSearchParams(location.search).get('checkout');
      if (back && this.hasAttribute('return-url')) return this.#back(back);
      if (isQuiet()) this.hidden = true;
      else this.#load();
    }

    /** For the site to call where somebody gave or wants to be reminded. */
    quiet() {
      quiet();
      this.hidden = true;
    }

    async #fetch(path, init) {
      const answer = await fetch(new URL(path, api), { credentials: 'omit', referrerPolicy: 'no-referrer', ...init });
      const body = await answer.json();
      if (!answer.ok) throw Object.assign(new Error(body.detail), { told: body.detail });
      return body;
    }

    async #load(currency = this.getAttribute('currency') ?? '') {
      const query = new URLSearchParams({ currency, locale: this.getAttribute('locale') ?? (document.documentElement.lang || navigator.language) });
      this.setAttribute('aria-busy', 'true');
      try {
        this.#options = await this.#fetch(`contribution-options?${query}`);
        this.#choice = { cadence: this.#options.defaultCadence, ...this.#choice, amounts: {}, other: '' };
        this.#draw();
      } catch {
        // Without options there are no words either: what the page has put inside stays in sight.
      }
      this.removeAttribute('aria-busy');
    }

    async #back(id) {
      try {
        const { status } = await this.#fetch(`checkouts/${encodeURIComponent(id)}`);
        if (status === 'SUCCEEDED') {
          quiet();
          const { texts } = await this.#fetch(`contribution-options?locale=${this.getAttribute('locale') ?? ''}`);
          return this.#show(el('p', { role: 'status' }, texts.thanks));
        }
      } catch { /* then we just ask */ }
      this.#load();
    }

    #show(...nodes) {
      if (!this.#root) {
        this.#root = this.attachShadow({ mode: 'open' });
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(CSS);
        this.#root.adoptedStyleSheets = [sheet];
      }
      this.#root.replaceChildren(...nodes);
    }

    #draw() {
      const o = this.#options, t = o.texts, choice = this.#choice;
      const radios = (name, legend, items, chosen, pick) => el('fieldset', {}, el('legend', {}, legend), el('div', { class: 'row' },
        ...items.map(([value, label]) => el('label', {}, el('input', {
          type: 'radio', name, value, checked: value === chosen, onchange: () => { pick(value); this.#draw(); this.#focus(name); },
        }), el('span', {}, label)))));
      const cadence = o.cadences.find((each) => each.cadence === choice.cadence);
      const suggested = choice.amounts[choice.cadence] ?? cadence.defaultAmount.amount;
      choice.provider ??= o.methods[0]?.provider;

      this.#show(el('form', { novalidate: true, onsubmit: (event) => { event.preventDefault(); this.#send(); } },
        el('h2', {}, t.title),
        radios('cadence', t.cadence, o.cadences.map((each) => [each.cadence, t[each.cadence]]), choice.cadence, (v) => { choice.cadence = v; }),
        radios('amount', t.amount, cadence.suggested.map((each) => [each.amount, this.#money(this.#minor(each.amount))]), choice.other ? '' : suggested,
          (v) => { choice.amounts[choice.cadence] = v; choice.other = ''; }),
        el('label', {}, el('span', { class: 'label' }, t.other), el('input', {
          type: 'text', inputmode: 'decimal', autocomplete: 'off', name: 'other', value: choice.other ?? '',
          oninput: (event) => {
            choice.other = event.target.value.trim();
            this.#root.querySelectorAll('[name=amount]').forEach((radio) => { radio.checked = !choice.other && radio.value === suggested; });
            this.#tell();
          },
        })),
        el('label', {}, el('span', { class: 'label' }, t.currency), el('select', { name: 'currency', onchange: async (event) => {
          await this.#load(event.target.value);
          this.#focus('currency');
        } }, ...o.currencies.map((code) => el('option', { selected: code === o.currency }, code)))),
        el('label', { class: 'check' }, el('input', {
          type: 'checkbox', checked: choice.coverFees, onchange: (event) => { choice.coverFees = event.target.checked; this.#tell(); },
        }), el('span', { class: 'fees' })),
        ...(o.methods.length > 1 ? [radios('provider', t.method, o.methods.map((each) => [each.provider, each.label]), choice.provider,
          (v) => { choice.provider = v; })] : []),
        el('p', { class: 'charge', 'aria-live': 'polite' }),
        el('div', { class: 'told', role: 'alert' }),
        el('button', { class: 'go' }, t.submit),
        el('p', { class: 'foot' }, el('button', { type: 'button', onclick: () => this.quiet() }, t.notNow),
          el('a', { href: new URL('remind', base) }, t.remind))));
      this.#tell();
    }

    #focus(name) {
      this.#root.querySelector(`[name=${name}]:checked, select[name=${name}]`)?.focus();
    }

    get #decimals() {
      return (this.#options.minimum.amount.split('.')[1] ?? '').length;
    }

    /** Minor units, or null where no amount can be read. */
    #minor(text) {
      const plain = text.replace(/^(\d+),(\d{1,2})$/, '$1.$2');
      if (!/^\d{1,9}(\.\d+)?$/.test(plain)) return null;
      const minor = Number(plain) * 10 ** this.#decimals;
      return Math.abs(minor - Math.round(minor)) < 1e-6 ? Math.round(minor) : null;
    }

    #money(minor) {
      const scale = 10 ** this.#decimals;
      return new Intl.NumberFormat(this.#options.locale, {
        style: 'currency', currency: this.#options.currency, minimumFractionDigits: minor % scale ? this.#decimals : 0,
      }).format(minor / scale);
    }

    #amount() {
      const o = this.#options, choice = this.#choice;
      const minor = this.#minor(choice.other || (choice.amounts[choice.cadence]
        ?? o.cadences.find((each) => each.cadence === choice.cadence).defaultAmount.amount));
      return minor >= this.#minor(o.minimum.amount) && minor <= this.#minor(o.maximum.amount) ? minor : null;
    }

    #tell() {
      const { texts, fee } = this.#options, minor = this.#amount();
      // The server's sum: in whole numbers, rounded up.
      const total = minor && Math.ceil((minor + this.#minor(fee.fixed.amount)) * 1e6 / (1e6 - Math.round(fee.rate * 1e6)));
      this.#root.querySelector('.fees').textContent = fill(texts.fees, minor ? this.#money(total - minor) : '…');
      this.#root.querySelector('.charge').textContent = minor
        ? fill(texts[`charge${this.#choice.cadence}`], this.#money(this.#choice.coverFees ? total : minor)) : '';
    }

    #say(text, again) {
      this.#root.querySelector('.told').replaceChildren(el('p', { class: again === undefined ? '' : 'problem' }, text));
      if (again) this.#root.querySelector('.go').textContent = this.#options.texts.retry;
    }

    async #send() {
      const o = this.#options, choice = this.#choice, minor = this.#amount();
      if (minor === null) {
        this.#say(fill(o.texts.invalid, ...[o.minimum, o.maximum].map((each) => this.#money(this.#minor(each.amount)))), false);
        return this.#root.querySelector('[name=other]').focus();
      }
      const body = JSON.stringify({
        cadence: choice.cadence,
        amount: { currency: o.currency, amount: (minor / 10 ** this.#decimals).toFixed(this.#decimals) },
        provider: choice.provider,
        locale: o.locale,
        coverFees: Boolean(choice.coverFees),
        campaign: this.getAttribute('campaign') ?? undefined,
        returnUrl: this.getAttribute('return-url') ?? undefined,
      });
      // The same wish keeps its key, so that trying again never opens a second checkout.
      if (body !== this.#sent) [this.#sent, this.#key] = [body, uuid()];
      const button = this.#root.querySelector('.go');
      button.disabled = true;
      this.#say(o.texts.sending);
      try {
        const { id, status, redirectUrl } = await this.#fetch('checkouts', {
          method: 'POST', body, headers: { 'Content-Type': 'application/json', 'Idempotency-Key': this.#key },
        });
        if (status !== 'UNKNOWN') return location.assign(redirectUrl ?? new URL(`return/${id}`, base));
        this.#say(o.texts.unknown, true);
      } catch (error) {
        this.#say(error.told ?? o.texts.failed, true);
      }
      button.disabled = false;
    }
  }

  customElements.define('stand-with', StandWith);
})();
