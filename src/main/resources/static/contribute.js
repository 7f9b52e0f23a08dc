// The form works without this. It says live what will be charged, in the words and numbers that the page carries, and adds
// the time zone, which is one of the signs by which the policy judges how careful to be.
(() => {
  'use strict';
  const form = document.getElementById('contribute');
  document.getElementById('errors')?.focus();
  if (!form) return;

  form.elements.timeZone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
  const { rate, fixed, decimals, currency, language, minimum, maximum } = form.dataset;
  const scale = 10 ** decimals;
  const other = form.elements.other;
  const fees = form.querySelector('.fees');
  const feeRule = fees.textContent;
  const charges = form.querySelectorAll('.charge');
  const chargeRules = [...charges].map((charge) => charge.textContent);

  const money = (minor) => new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'symbol',
    minimumFractionDigits: minor % scale ? Number(decimals) : 0,
  }).format(minor / scale);
  const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (hole, n) => values[n]);

  /** The amount in minor units, or null where there is none that can be given; the server has the last word. */
  function chosen() {
    const cadence = form.elements.cadence.value.toLowerCase();
    const written = other.value.trim().replace(/^\p{Sc}\s*|\s*\p{Sc}$/gu, '').replace(/^(\d+),(\d{1,2})$/, '$1.$2');
    const text = written || form.elements[cadence].value;
    if (!/^\d{1,9}(\.\d+)?$/.test(text)) return null;
    const minor = Math.round(Number(text) * scale);
    const exact = Math.abs(minor / scale - Number(text)) < 1e-9;
    return exact && minor >= Number(minimum) && minor <= Number(maximum) ? minor : null;
  }

  /** The same sum as the server's: rounded up, in whole numbers so that nothing gets lost. */
  const withFees = (minor) => Math.ceil((minor + Number(fixed)) * 1e6 / (1e6 - Number(rate)));

  function tell() {
    const amount = chosen();
    const covered = amount && withFees(amount);
    fees.textContent = amount ? fill(fees.dataset.text, money(covered - amount)) : feeRule;
    charges.forEach((charge, n) => {
      charge.textContent = amount
        ? fill(charge.dataset.text, money(form.elements.coverFees.checked ? covered : amount))
        : chargeRules[n];
    });
    form.querySelector('.charges').classList.toggle('live', Boolean(amount));
  }

  form.addEventListener('input', tell);
  // Browsers put back what was typed when one returns to the page.
  addEventListener('pageshow', tell);
  form.addEventListener('click', (event) => {
    if (event.target.closest('.chips') && event.target.matches('input')) {
      other.value = '';
      tell();
    }
  });
  tell();
})();
