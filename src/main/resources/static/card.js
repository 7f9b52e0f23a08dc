// Takes a card from the provider's fields to our server, as a token: what is typed never comes to us.
(() => {
  'use strict';
  const form = document.getElementById('pay');
  const button = form.querySelector('button');
  const told = document.getElementById('told');
  const status = document.getElementById('status');
  const words = form.dataset;
  const again = form.elements.again;
  const after = `/return/${words.id}`;
  let gone = false;
  form.hidden = false;

  function go(address) {
    gone = true;
    location.replace(address);
  }

  function say(text) {
    status.textContent = '';
    told.textContent = text;
    if (text) told.focus();
  }

  /** It may have been paid: then the only way on is to look. */
  function doubt() {
    say(words.unknown);
    button.hidden = true;
    document.getElementById('look').hidden = false;
  }

  if (typeof Stripe !== 'function') {
    document.getElementById('card').replaceChildren();
    button.hidden = true;
    say(words.missing);
    return;
  }

  const look = getComputedStyle(document.documentElement);
  const colour = (name) => look.getPropertyValue(name).trim();
  const stripe = Stripe(words.key, { locale: words.language });
  const elements = stripe.elements({
    mode: words.mode,
    amount: Number(words.amount),
    currency: words.currency,
    locale: words.language,
    allowedPaymentMethodTypes: ['card'],
    appearance: {
      theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'night' : 'stripe',
      variables: {
        colorPrimary: colour('--accent'),
        colorBackground: colour('--field'),
        colorText: colour('--ink'),
        colorDanger: colour('--wrong'),
        borderRadius: '8px',
        fontSizeBase: '17px',
      },
    },
  });
  // Asks for nothing about the person, so there is nothing to pass on either.
  const nobody = { name: null, email: null, phone: null };
  const card = elements.create('payment', {
    fields: { billingDetails: { name: 'never', email: 'never', phone: 'never', address: 'if_required' } },
    wallets: { applePay: 'never', googlePay: 'never', link: 'never' },
  });
  card.on('ready', () => { button.disabled = false; });
  card.on('loaderror', () => {
    button.hidden = true;
    say(words.missing);
  });
  document.getElementById('card').replaceChildren();
  card.mount('#card');

  const reads = (answer) => answer.json().catch(() => ({}));

  const send = (token, proof) => fetch(`/api/v1/checkouts/${words.id}/confirmation`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...proof && { 'Altcha-Proof': proof } },
    body: JSON.stringify({ confirmationToken: token, recurringConfirmed: again.checked || undefined }),
  });

  /** Asked for in a flood of them: this browser works for it, for some seconds. */
  async function prove() {
    status.textContent = words.working;
    await new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement('script'), { src: words.proof, onload: resolve, onerror: reject });
      document.head.append(script);
    });
    return window.standwithProof();
  }

  /** Sends the token, and goes or says what follows from the answer. */
  async function confirm(token) {
    let answer = await send(token);
    if (answer.status === 429) answer = await send(token, await prove());
    const body = await reads(answer);
    if (answer.ok) {
      const secret = body.nextAction?.clientSecret;
      if (secret) {
        await stripe.handleNextAction({ clientSecret: secret });
      } else if (body.status === 'DECLINED') {
        return say(words.declined);
      }
      return go(after);
    }
    switch (answer.status) {
      case 403: return go(`/other-ways?locale=${words.language}`);
      case 422:
        if (body.errors?.some(({ field }) => field === 'recurringConfirmed')) {
          document.getElementById('again').hidden = false;
          return say(body.detail);
        }
        return say(words.unusable);
      case 429: return say(words.busy);
      default: return answer.status < 500 ? go(after) : doubt();
    }
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    say('');
    status.textContent = words.sending;
    try {
      // The fields themselves say what is wrong with what was typed.
      const { error: mistyped } = await elements.submit();
      if (mistyped) return say(mistyped.message ?? words.unusable);
      const { error, confirmationToken } = await stripe.createConfirmationToken({
        elements,
        params: { payment_method_data: { billing_details: nobody } },
      });
      if (error) return say(error.message ?? words.unusable);
      await confirm(confirmationToken.id);
    } catch {
      doubt();
    } finally {
      button.disabled = gone;
    }
  });
})();
