// Stands in for Stripe.js: the part of its surface that a page with a Payment Element and ConfirmationTokens uses.
"use strict";

(() => {
  const ORIGIN = new URL(document.currentScript.src).origin;
  const API = `${ORIGIN}/stripe/v1`;

  class IntegrationError extends Error {
    name = "IntegrationError";
  }

  const require = (condition, message) => {
    if (!condition) throw new IntegrationError(message);
  };

  function frame(address, title) {
    const element = document.createElement("iframe");
    element.src = address;
    element.title = title;
    element.allow = "payment *";
    Object.assign(element.style, { border: "0", width: "100%", display: "block" });
    return element;
  }

  class Emitter {
    #listeners = new Map();

    on(event, listener) {
      if (!this.#listeners.has(event)) this.#listeners.set(event, []);
      this.#listeners.get(event).push(listener);
      return this;
    }

    once(event, listener) {
      const first = (what) => { this.off(event, first); listener(what); };
      return this.on(event, first);
    }

    off(event, listener) {
      this.#listeners.set(event, (this.#listeners.get(event) || []).filter((each) => listener && each !== listener));
      return this;
    }

    _emit(event, what) {
      for (const listener of [...(this.#listeners.get(event) || [])]) listener(what);
    }
  }

  class PaymentElement extends Emitter {
    #elements;
    #frame;
    #port;
    #asked = new Map();
    #count = 0;

    constructor(elements) {
      super();
      this.#elements = elements;
    }

    mount(where) {
      const place = typeof where === "string" ? document.querySelector(where) : where;
      require(place, `The selector you specified (${where}) applies to no DOM elements that are currently on the page.`);
      require(!this.#frame, "This Element has already been mounted.");
      this.#frame = frame(`${ORIGIN}/elements/card.html`, "Secure payment input frame");
      this.#frame.addEventListener("load", () => this.#greet(), { once: true });
      place.replaceChildren(this.#frame);
    }

    unmount() {
      this.#frame?.remove();
      this.#port?.close();
      this.#frame = this.#port = undefined;
    }

    destroy() {
      this.unmount();
      this.#elements._forget();
    }

    update() {}
    collapse() {}
    blur() { this.#frame?.blur(); }
    focus() { return this._ask("focus").then(() => {}); }
    clear() { return this._ask("clear").then(() => {}); }

    /** The frame is greeted by its origin, so that no other page that may be shown in it can be. */
    #greet() {
      const channel = new MessageChannel();
      this.#port = channel.port1;
      this.#port.onmessage = ({ data }) => this.#hear(data);
      this.#frame.contentWindow.postMessage(
        { type: "hello", key: this.#elements._key, options: this.#elements._dress() }, ORIGIN, [channel.port2]);
    }

    #hear({ type, id, ...what }) {
      if (type === "answer") {
        this.#asked.get(id)?.(what);
        this.#asked.delete(id);
      } else if (type === "height") {
        this.#frame.style.height = `${what.height}px`;
      } else if (type === "change") {
        this._emit("change", { elementType: "payment", collapsed: false, value: { type: "card" }, ...what });
      } else {
        this._emit(type, { elementType: "payment" });
      }
    }

    _ask(type, what) {
      require(this.#port, "The Element is not mounted, or not ready yet.");
      const id = ++this.#count;
      return new Promise((answered) => {
        this.#asked.set(id, answered);
        this.#port.postMessage({ type, id, what });
      });
    }
  }

  class Elements {
    #options;
    #element;
    #submitted = false;

    constructor(key, locale, options) {
      this._key = key;
      this.#check(options);
      this.#options = { locale, ...options };
    }

    #check({ mode, amount, currency }) {
      require(["payment", "subscription"].includes(mode), "elements(): mode must be one of payment, subscription.");
      require(Number.isInteger(amount) && amount > 0, "elements(): amount must be a whole number above 0.");
      require(/^[a-z]{3}$/.test(currency), "elements(): currency must be a lower-case ISO 4217 code.");
    }

    create(type) {
      require(type === "payment", "The sandbox only has the payment Element.");
      require(!this.#element, "Can only create one Element of type payment through one Elements instance.");
      this.#element = new PaymentElement(this);
      this.#element.on("change", () => { this.#submitted = false; });
      return this.#element;
    }

    getElement(type) {
      return (type === "payment" && this.#element) || null;
    }

    update(options) {
      const next = { ...this.#options, ...options };
      this.#check(next);
      this.#options = next;
      this.#submitted = false;
      if (options.locale || options.appearance) this.#element?._ask("dress", this._dress());
    }

    async fetchUpdates() {
      return {};
    }

    async submit() {
      require(this.#element, "elements.submit(): there is no Element.");
      const { error } = await this.#element._ask("submit");
      this.#submitted = !error;
      return error ? { error } : { selectedPaymentMethod: "card" };
    }

    _dress() {
      return { locale: this.#options.locale === "auto" ? navigator.language : this.#options.locale,
        appearance: this.#options.appearance };
    }

    _forget() {
      this.#element = undefined;
    }

    _tokenize(params) {
      require(this.#submitted, "elements.submit() must be called before stripe.createConfirmationToken().");
      const { mode, amount, currency, setupFutureUsage } = this.#options;
      const setup = setupFutureUsage || (mode === "subscription" ? "off_session" : undefined);
      if (setup) params.setup_future_usage = setup;
      return this.#element._ask("tokenize", { context: { mode, amount, currency }, params });
    }
  }

  /** Nested parameters as a form has them. */
  function flat(value, name, into = {}) {
    if (value !== null && typeof value === "object") {
      for (const [key, each] of Object.entries(value)) flat(each, name ? `${name}[${key}]` : key, into);
    } else if (value !== undefined && value !== null) {
      into[name] = String(value);
    }
    return into;
  }

  /** The bank's page over everything else, until it says that it is done. */
  function overlay(address) {
    return new Promise((done) => {
      const challenge = frame(address, "3D Secure authentication");
      Object.assign(challenge.style, {
        position: "fixed", inset: "0", width: "100%", height: "100%", zIndex: "2147483647", background: "Canvas",
      });
      window.addEventListener("message", function heard(event) {
        if (event.origin !== ORIGIN || event.source !== challenge.contentWindow || event.data !== "challenged") return;
        window.removeEventListener("message", heard);
        challenge.remove();
        done();
      });
      document.body.append(challenge);
      challenge.focus();
    });
  }

  class StripeObject {
    #key;
    #locale;

    constructor(key, { locale = "auto" } = {}) {
      this.#key = key;
      this.#locale = locale;
    }

    elements(options) {
      return new Elements(this.#key, this.#locale, options);
    }

    async createConfirmationToken({ elements, params = {} }) {
      require(elements instanceof Elements, "createConfirmationToken(): elements is missing.");
      return elements._tokenize(flat(params));
    }

    async retrievePaymentIntent(clientSecret) {
      const id = /^(pi_\w+)_secret_\w+$/.exec(clientSecret)?.[1];
      require(id, "retrievePaymentIntent(): this is no client secret of a PaymentIntent.");
      try {
        const query = new URLSearchParams({ key: this.#key, client_secret: clientSecret });
        const answer = await fetch(`${API}/payment_intents/${id}?${query}`, { referrerPolicy: "no-referrer" });
        const json = await answer.json();
        return answer.ok ? { paymentIntent: json } : { error: json.error };
      } catch {
        return { error: { type: "api_connection_error", message: "We could not reach Stripe." } };
      }
    }

    async handleNextAction({ clientSecret }) {
      const before = await this.retrievePaymentIntent(clientSecret);
      if (before.error) return before;
      require(before.paymentIntent.status === "requires_action",
        "handleNextAction: The PaymentIntent supplied is not in the requires_action state.");
      const next = before.paymentIntent.next_action;
      if (next.type === "redirect_to_url") {
        window.location.assign(next.redirect_to_url.url);
        return new Promise(() => {});
      }
      await overlay(next.use_stripe_sdk.stripe_js);
      const after = await this.retrievePaymentIntent(clientSecret);
      const failed = after.paymentIntent?.status === "requires_payment_method";
      return failed ? { error: { ...after.paymentIntent.last_payment_error, payment_intent: after.paymentIntent } } : after;
    }
  }

  window.Stripe = function Stripe(key, options) {
    require(typeof key === "string" && key.startsWith("pk_"), "Please call Stripe() with your publishable key.");
    return new StripeObject(key, options);
  };
  window.Stripe.version = "dahlia";
})();
