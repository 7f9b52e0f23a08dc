// The fields of a card, in a frame of their own: what is typed here goes to the sandbox, and only what became of it to
// the page around.
"use strict";

const TEXTS = {
  en: {
    number: "Card number", expiry: "Expiration date", cvc: "Security code",
    incomplete_number: "Your card number is incomplete.", invalid_number: "Your card number is invalid.",
    incomplete_expiry: "Your card’s expiration date is incomplete.",
    invalid_expiry_year_past: "Your card’s expiration year is in the past.",
    incomplete_cvc: "Your card’s security code is incomplete.",
  },
  ru: {
    number: "Номер карты", expiry: "Срок действия", cvc: "Код безопасности",
    incomplete_number: "Номер карты введён не полностью.", invalid_number: "Номер карты недействителен.",
    incomplete_expiry: "Срок действия введён не полностью.",
    invalid_expiry_year_past: "Срок действия карты истёк.",
    incomplete_cvc: "Код безопасности введён не полностью.",
  },
};

const form = document.getElementById("card");
const field = Object.fromEntries(["number", "expiry", "cvc"].map((name) => [name, document.getElementById(name)]));
const digits = (input) => input.value.replace(/\D/g, "");
let texts = TEXTS.en;
let key;
let port;

const tell = (type, what = {}) => port && port.postMessage({ type, ...what });

function fits(number) {
  let sum = 0;
  [...number].reverse().forEach((digit, i) => {
    const counted = i % 2 === 0 ? +digit : digit * 2;
    sum += counted > 9 ? counted - 9 : counted;
  });
  return sum % 10 === 0;
}

const amex = () => /^3[47]/.test(digits(field.number));

/** What is wrong with a field, as Stripe names it; null when nothing is. */
const wrong = {
  number() {
    const number = digits(field.number);
    if (number.length < (amex() ? 15 : 16)) return "incomplete_number";
    return fits(number) ? null : "invalid_number";
  },
  expiry() {
    const [month, year] = [+digits(field.expiry).slice(0, 2), +digits(field.expiry).slice(2, 4)];
    if (digits(field.expiry).length < 4 || month < 1 || month > 12) return "incomplete_expiry";
    return new Date(2000 + year, month) <= new Date() ? "invalid_expiry_year_past" : null;
  },
  cvc() {
    return digits(field.cvc).length < (amex() ? 4 : 3) ? "incomplete_cvc" : null;
  },
};

function show(name, code) {
  document.getElementById(`${name}-error`).textContent = code ? texts[code] : "";
  field[name].setAttribute("aria-invalid", String(Boolean(code)));
  measure();
}

const measure = () => tell("height", { height: document.documentElement.offsetHeight });

function changed() {
  tell("change", {
    empty: Object.values(field).every((input) => input.value === ""),
    complete: Object.values(wrong).every((check) => check() === null),
  });
}

function typed(name) {
  const input = field[name];
  if (name === "number") input.value = digits(input).slice(0, 19).replace(/(.{4})(?=.)/g, "$1 ");
  if (name === "expiry") {
    let typed = digits(input).slice(0, 4);
    if (/^[2-9]/.test(typed)) typed = `0${typed}`.slice(0, 4);
    input.value = typed.length > 2 ? `${typed.slice(0, 2)} / ${typed.slice(2)}` : typed;
  }
  if (name === "cvc") input.value = digits(input).slice(0, 4);
  show(name, null);
  changed();
}

/** Shows all that is wrong, and answers the first of it. */
function validate() {
  let first = null;
  for (const name of Object.keys(field)) {
    const code = wrong[name]();
    show(name, code);
    if (code && !first) {
      first = { type: "validation_error", code, message: texts[code] };
      field[name].focus();
    }
  }
  return first;
}

async function tokenize({ context, params }) {
  const body = new URLSearchParams({
    "payment_method_data[type]": "card",
    "payment_method_data[card][number]": digits(field.number),
    "payment_method_data[card][exp_month]": digits(field.expiry).slice(0, 2),
    "payment_method_data[card][exp_year]": digits(field.expiry).slice(2, 4),
    "payment_method_data[card][cvc]": digits(field.cvc),
  });
  for (const [name, value] of Object.entries(context)) body.set(`client_context[${name}]`, value);
  for (const [name, value] of Object.entries(params)) body.set(name, value);
  try {
    const answer = await fetch("/stripe/v1/confirmation_tokens", {
      method: "POST", headers: { Authorization: `Bearer ${key}` }, body, referrerPolicy: "no-referrer",
    });
    const json = await answer.json();
    return answer.ok ? { confirmationToken: json } : { error: json.error };
  } catch {
    return { error: { type: "api_connection_error", message: "We could not reach Stripe." } };
  }
}

function dress({ locale, appearance = {} }) {
  texts = TEXTS[(locale || "en").slice(0, 2)] || TEXTS.en;
  document.documentElement.lang = texts === TEXTS.ru ? "ru" : "en";
  document.querySelectorAll("[data-text]").forEach((label) => { label.textContent = texts[label.dataset.text]; });
  const root = document.documentElement.style;
  if (appearance.theme === "night") root.colorScheme = "dark";
  if (appearance.theme === "stripe" || appearance.theme === "flat") root.colorScheme = "light";
  for (const [name, value] of Object.entries(appearance.variables || {})) {
    root.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value);
  }
  measure();
}

const ask = {
  submit: () => ({ error: validate() }),
  tokenize,
  dress: (options) => { dress(options); return {}; },
  clear: () => { form.reset(); Object.keys(field).forEach((name) => show(name, null)); changed(); return {}; },
  focus: () => { field.number.focus(); return {}; },
};

Object.keys(field).forEach((name) => {
  field[name].addEventListener("input", () => typed(name));
  field[name].addEventListener("blur", () => { if (field[name].value) show(name, wrong[name]()); });
});
form.addEventListener("submit", (event) => { event.preventDefault(); validate(); });
form.addEventListener("focusin", () => tell("focus"));
form.addEventListener("focusout", () => tell("blur"));
new ResizeObserver(measure).observe(document.documentElement);

// Only the page that holds this frame may speak to it, and it only once; all else goes through the port it hands over.
window.addEventListener("message", function greeted(event) {
  if (event.source !== window.parent || !event.ports[0] || event.data?.type !== "hello") return;
  window.removeEventListener("message", greeted);
  port = event.ports[0];
  key = event.data.key;
  port.onmessage = async ({ data }) => {
    if (Object.hasOwn(ask, data.type)) port.postMessage({ type: "answer", id: data.id, ...(await ask[data.type](data.what)) });
  };
  dress(event.data.options);
  tell("ready");
});
