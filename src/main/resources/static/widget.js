/*
 * <stand-with currency="USD" locale="en" campaign="footer" return-url="https://…/thanks">
 *   <a href="https://…/">Support us</a>      (seen until, and unless, this script runs)
 * </stand-with>
 * <script src="https://…/widget.js" defer></script>
 *
 * Theme: --stand-with-accent, --stand-with-on-accent, --stand-with-radius. Fonts and colours are the page's own.
 */
(() => {
  const base = new URL('.', document.currentScript.src);

  // Says until when not to ask here, and nothing of why: whether somebody gave, said no or will be reminded must not be
  // readable from a phone. So all three write the same value for the same time.
  const QUIET = 'stand-with-quiet';
  const day = (n) => new Date(Date.now() + n * 864e5).toISOString().slice(0, 10);

  const quiet = () => {
    try { localStorage.setItem(QUIET, day(30)); } catch { /* private mode */ }
  };
  const isQuiet = () => {
    try { return localStorage.getItem(QUIET) > day(0); } catch { return false; }
  };

  // Whoever comes back to the site does not see our page, which shows the supporter's code. It waits here for them, in this
  // tab only, and is gone when they are back, however that ended.
  const note = (code) => {
    try {
      const store = sessionStorage, had = store.getItem('n');
      if (code) store.setItem('n', code); else store.removeItem('n');
      return had;
    } catch { /* private mode */ }
  };

  // Pages served over plain http have no randomUUID, but addresses of blobs that end in one.
  const uuid = () => crypto.randomUUID?.() ?? URL.createObjectURL(new Blob()).slice(-36);

  const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (hole, n) => values[n]);

  const el = (tag, properties, ...children) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  };

  const CSS = `
:host{display:block;--a:var(--stand-with-accent,light-dark(#0b6b50,#5fc7a5));--on:var(--stand-with-on-accent,light-dark(#fff,#062018));
  --r:var(--stand-with-radius,8px);--b:1px solid color-mix(in srgb,currentColor 50%,#0000)}
:host([hidden]){display:none!important}
*{box-sizing:border-box;font:inherit;color:inherit}
form{display:grid;gap:1.1em;max-width:40em;position:relative}
h2,p,fieldset{margin:0;padding:0;border:0;min-width:0}
h2{font-size:1.35em;line-height:1.2}
h2,legend,b,.go{font-weight:600}
legend,b{display:block;padding:0;margin-bottom:.4em}
.row{display:grid;grid-template-columns:repeat(auto-fit,minmax(4em,1fr));gap:.5em}
.row label{position:relative;display:grid}
.row input{position:absolute;inset:0;margin:0;opacity:0;cursor:pointer}
.row span{display:grid;place-content:center;min-height:44px;text-align:center;border:var(--b);border-radius:var(--r)}
.row :checked + span{background:var(--a);border-color:var(--a);color:var(--on)}
:focus-visible,.row :focus-visible + span{outline:3px solid var(--a);outline-offset:2px}
.text{background:none;height:44px;width:14em;max-width:100%;padding:0 .7em;border:var(--b);border-radius:var(--r)}
option{color:#000;background:#fff}
.check{display:flex;gap:.7em;align-items:center;min-height:44px}
.check input{width:1.4em;height:1.4em;margin:0;flex:none;accent-color:var(--a)}
button,a{display:inline-block;min-height:44px;padding:.6em;cursor:pointer;background:none;border:0;text-decoration:underline}
.go{color:var(--on);background:var(--a);border-radius:var(--r);text-decoration:none}
[disabled]{opacity:.6}
.charge,.foot{text-align:center;text-wrap:balance}
.told:empty{position:absolute}
.problem{padding:.7em;border:2px solid;border-radius:var(--r)}`;

  customElements.define('stand-with', class extends HTMLElement {
    #root;
    #options;
    #choice = {};
    #sent;
    #key;

    connectedCallback() {
      if (this.#key) return;
      this.#key = uuid();
      // Back from the payment page, the browser may show this one as it was left: sending.
      addEventListener('pageshow', (event) => event.persisted && this.#options && this.#draw());
      const back = new URLSearchParams(location.search).get('checkout');
      if (back && this.hasAttribute('return-url')) this.#back(back);
      else if (isQuiet()) this.hidden = true;
      else this.#load();
    }

    /** For the site to call where somebody gave or wants to be reminded. */
    quiet() {
      quiet();
      this.hidden = true;
    }

    async #fetch(path, init) {
      const answer = await fetch(new URL('api/v1/' + path, base), { credentials: 'omit', referrerPolicy: 'no-referrer', ...init });
      const body = await answer.json();
      if (!answer.ok) throw Object.assign(Error(), { status: answer.status, told: body.detail });
      return body;
    }

    #ask(currency) {
      const locale = this.getAttribute('locale') ?? (document.documentElement.lang || navigator.language);
      return this.#fetch('contribution-options?' + new URLSearchParams({ currency, locale }));
    }

    async #load(currency = this.getAttribute('currency') ?? '') {
      this.ariaBusy = true;
      try {
        const o = this.#options = await this.#ask(currency);
        // Not every provider takes every currency.
        const { provider } = o.methods.find((m) => m.provider === this.#choice.provider) ?? o.methods[0] ?? {};
        this.#choice = { cadence: o.defaultCadence, ...this.#choice, provider, amounts: {}, other: '' };
        this.#draw();
      } catch {
        // Without options there are no words either: what the page has put inside stays in sight.
      }
      this.ariaBusy = false;
    }

    async #back(id) {
      const code = note();
      try {
        const { status } = await this.#fetch('checkouts/' + encodeURIComponent(id));
        const known = { SUCCEEDED: 'thanks', PENDING: 'pending', UNKNOWN: 'pending' }[status];
        if (status === 'SUCCEEDED') {
          quiet();
          // Neither history nor a link that is passed on shall tell that somebody gave.
          const here = new URL(location);
          here.searchParams.delete('checkout');
          history.replaceState(null, '', here);
        }
        if (known) {
          const t = (await this.#ask('')).texts;
          return this.#show(el('p', { role: 'status' }, t[known], ...code ? [' ', t.code, el('b', {}, code)] : []));
        }
      } catch { /* then we just ask */ }
      this.#load();
    }

    #show(node) {
      if (!this.#root) {
        this.#root = this.attachShadow({ mode: 'open' });
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(CSS);
        this.#root.adoptedStyleSheets = [sheet];
      }
      this.#root.replaceChildren(node);
    }

    #draw() {
      const o = this.#options, t = o.texts, choice = this.#choice;
      const radios = (name, items, chosen, pick) => el('fieldset', {}, el('legend', {}, t[name === 'provider' ? 'method' : name]),
        el('div', { className: 'row' }, ...items.map(([value, label]) => el('label', {}, el('input', {
          type: 'radio', name, value, checked: value === chosen, onchange: () => { pick(value); this.#draw(); this.#focus(name); },
        }), el('span', {}, label)))));
      const field = (name, control) => el('label', {}, el('b', {}, t[name]), Object.assign(control, { name, className: 'text' }));

      this.#show(el('form', { noValidate: true, onsubmit: (event) => { event.preventDefault(); this.#send(); } },
        el('h2', {}, t.title),
        el('p', {}, t.caution),
        radios('cadence', o.cadences.map((c) => [c.cadence, t[c.cadence]]), choice.cadence, (v) => { choice.cadence = v; }),
        radios('amount', this.#cadence.suggested.map(({ amount }) => [amount, this.#money(this.#minor(amount))]), choice.other ? '' : this.#suggested,
          (v) => { choice.amounts[choice.cadence] = v; choice.other = ''; }),
        field('other', el('input', {
          inputMode: 'decimal', autocomplete: 'off', value: choice.other,
          oninput: (event) => {
            choice.other = event.target.value.trim();
            this.#root.querySelectorAll('[name=amount]').forEach((radio) => { radio.checked = !choice.other && radio.value === this.#suggested; });
            this.#tell();
          },
        })),
        field('currency', el('select', { onchange: async (event) => { await this.#load(event.target.value); this.#focus('currency'); } },
          ...o.currencies.map((code) => el('option', { selected: code === o.currency }, code)))),
        el('label', { className: 'check' }, el('input', {
          type: 'checkbox', checked: choice.coverFees, onchange: (event) => { choice.coverFees = event.target.checked; this.#tell(); },
        }), el('span', { className: 'fees' })),
        o.methods[1] ? radios('provider', o.methods.map((m) => [m.provider, m.label]), choice.provider, (v) => { choice.provider = v; }) : '',
        el('p', { className: 'charge', ariaLive: 'polite' }),
        el('div', { className: 'told', role: 'alert' }),
        el('button', { className: 'go' }, t.submit),
        el('p', { className: 'foot' }, el('button', { type: 'button', onclick: () => this.quiet() }, t.notNow),
          el('button', { type: 'button', onclick: () => this.#later() }, t.remind))));
      this.#tell();
    }

    /** Asks when to ask again. The answer is the same for every address. */
    #later() {
      const t = this.#options.texts;
      const email = el('input', { type: 'email', name: 'email', className: 'text', required: true, autocomplete: 'email' });
      const when = el('select', { name: 'when', className: 'text' },
        ...['P1W', 'P1M', 'P3M', 'P6M', 'P1Y'].map((value) => el('option', { value }, t[value])));
      const go = el('button', { className: 'go' }, t.remindSubmit);
      this.#show(el('form', { onsubmit: async (event) => {
        event.preventDefault();
        go.disabled = true;
        try {
          await this.#fetch('reminders', {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({
              email: email.value, remindIn: when.value, locale: this.#options.locale, component: 'widget',
              // A name that the site has misspelt keeps nobody from it.
              campaign: /^[\w.-]{1,64}$/.exec(this.getAttribute('campaign') ?? '')?.[0],
            }),
          });
          quiet();
          this.#show(el('p', { role: 'status' }, t.reminded));
        } catch ({ status, told }) {
          this.#say({ 403: t.noLetters, 422: t.noAddress, 429: told }[status] ?? t.notTaken, 'problem');
          go.disabled = false;
        }
      } },
      el('h2', {}, t.remind),
      el('label', {}, el('b', {}, t.email), email),
      el('label', {}, el('b', {}, t.when), when),
      el('div', { className: 'told', role: 'alert' }),
      go,
      el('p', { className: 'foot' }, el('button', { type: 'button', onclick: () => this.#draw() }, t.back),
        el('a', { href: new URL('remind', base) }, t.remindOther))));
      email.focus();
    }

    #find(selector) {
      return this.#root.querySelector(selector);
    }

    #focus(name) {
      this.#find(`[name=${name}]:checked, select[name=${name}]`)?.focus();
    }

    get #cadence() {
      return this.#options.cadences.find((each) => each.cadence === this.#choice.cadence);
    }

    get #suggested() {
      return this.#choice.amounts[this.#choice.cadence] ?? this.#cadence.defaultAmount.amount;
    }

    get #decimals() {
      return (this.#options.minimum.amount.split('.')[1] ?? '').length;
    }

    /** Minor units, or null where no amount can be read. */
    #minor(text) {
      const plain = text.replace(/^(\d+),(\d{1,2})$/, '$1.$2');
      const minor = Number(plain) * 10 ** this.#decimals, whole = Math.round(minor);
      return /^\d{1,9}(\.\d+)?$/.test(plain) && Math.abs(minor - whole) < 1e-6 ? whole : null;
    }

    #money(minor) {
      const { locale, currency } = this.#options, scale = 10 ** this.#decimals;
      return new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits: minor % scale ? this.#decimals : 0 })
        .format(minor / scale);
    }

    /** Minor units, or null where there is no amount that can be given. */
    get #amount() {
      const { minimum, maximum } = this.#options, minor = this.#minor(this.#choice.other || this.#suggested);
      return minor >= this.#minor(minimum.amount) && minor <= this.#minor(maximum.amount) ? minor : null;
    }

    #tell() {
      const { texts, fee } = this.#options, minor = this.#amount;
      // The server's sum: in whole numbers, rounded up.
      const total = minor && Math.ceil((minor + this.#minor(fee.fixed.amount)) * 1e6 / (1e6 - Math.round(fee.rate * 1e6)));
      this.#find('.fees').textContent = fill(texts.fees, minor ? this.#money(total - minor) : '…');
      this.#find('.charge').textContent = minor
        ? fill(texts['charge' + this.#choice.cadence], this.#money(this.#choice.coverFees ? total : minor)) : '';
    }

    #say(text, className) {
      this.#find('.told').replaceChildren(el('p', { className }, text));
    }

    async #send() {
      const o = this.#options, t = o.texts, { cadence, provider, coverFees = false } = this.#choice, minor = this.#amount;
      if (minor === null) {
        this.#say(fill(t.invalid, ...[o.minimum, o.maximum].map((each) => this.#money(this.#minor(each.amount)))), 'problem');
        return this.#find('[name=other]').focus();
      }
      const body = JSON.stringify({
        cadence,
        provider,
        coverFees,
        amount: { currency: o.currency, amount: (minor / 10 ** this.#decimals).toFixed(this.#decimals) },
        locale: o.locale,
        campaign: this.getAttribute('campaign') ?? undefined,
        returnUrl: this.getAttribute('return-url') ?? undefined,
      });
      // The same wish keeps its key, so that trying again never opens a second checkout.
      if (this.#sent && this.#sent !== body) this.#key = uuid();
      this.#sent = body;
      const button = this.#find('.go');
      button.disabled = true;
      this.#say(t.sending, '');
      let told = t.unknown;
      try {
        const { id, status, redirectUrl, supporterCode } = await this.#fetch('checkouts', {
          method: 'POST', body, headers: { 'Content-Type': 'application/json', 'Idempotency-Key': this.#key },
        });
        if (body.includes('returnUrl')) note(supporterCode);
        if (status !== 'UNKNOWN') return location.assign(redirectUrl ?? new URL('return/' + id, base));
      } catch (error) {
        told = error.told ?? t.failed;
      }
      this.#say(told, 'problem');
      button.textContent = t.retry;
      button.disabled = false;
    }
  });
})();
