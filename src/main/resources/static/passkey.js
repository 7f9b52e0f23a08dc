// Adds a passkey, or signs in by one, where the browser can. Its answer goes with the form, which says the rest; without
// this script the part of the page that is for it does not appear.
(() => {
  'use strict';
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON || !PublicKeyCredential.prototype.toJSON) return;
  const form = document.querySelector('form[data-passkey]');
  const status = form.querySelector('[role=status]');
  const button = form.querySelector('button');
  const { passkey, none, there } = form.dataset;
  document.querySelectorAll('.passkeys').forEach((part) => { part.hidden = false; });

  const ask = (options) => (passkey === 'add'
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }));

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    status.textContent = '';
    button.disabled = true;
    try {
      const challenge = await fetch(`${form.getAttribute('action')}/challenge`, {
        method: 'POST',
        body: new URLSearchParams(new FormData(form)),
        redirect: 'manual',
      });
      // What is wrong then, the answer to the form says.
      if (challenge.ok) form.elements.answer.value = JSON.stringify(await ask(await challenge.json()));
      HTMLFormElement.prototype.submit.call(form);
    } catch (refused) {
      status.textContent = refused.name === 'InvalidStateError' ? there : none;
      button.disabled = false;
    }
  });
  addEventListener('pageshow', () => { button.disabled = false; });
})();
