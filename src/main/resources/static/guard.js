// Gets a proof of work, for the page that asks for it and for whoever calls standwithProof().
(() => {
  'use strict';
  const BATCH = 500;
  const text = new TextEncoder();
  const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

  /** The payload of ALTCHA's protocol. Tells from time to time which part of all numbers it has tried. */
  window.standwithProof = async (challenges = '/api/v1/challenges', progress = () => {}) => {
    const answer = await fetch(challenges, { cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' });
    if (!answer.ok) throw Error();
    const { algorithm, challenge, maxnumber, salt, signature } = await answer.json();
    const hash = async (number) => hex(await crypto.subtle.digest(algorithm, text.encode(salt + number)));
    for (let from = 0; from <= maxnumber; from += BATCH) {
      const hashes = await Promise.all(Array.from({ length: BATCH }, (none, i) => hash(from + i)));
      const found = hashes.indexOf(challenge);
      if (found >= 0) return btoa(JSON.stringify({ algorithm, challenge, number: from + found, salt, signature }));
      progress(from / maxnumber);
      // Lets the page answer to who uses it meanwhile.
      await new Promise((resolve) => setTimeout(resolve));
    }
    throw Error();
  };

  const form = document.getElementById('proof');
  if (!form) return;
  const { again, challenges, working, sending, done, failed } = form.dataset;
  const status = form.querySelector('[role=status]');
  const button = form.querySelector('button');
  const bar = document.createElement('progress');
  bar.setAttribute('aria-labelledby', status.id);

  function stop(words) {
    status.textContent = words;
    bar.remove();
    button.disabled = false;
  }

  function send(payload) {
    const proof = form.elements.altcha ?? form.appendChild(document.createElement('input'));
    Object.assign(proof, { type: 'hidden', name: 'altcha', value: payload });
    // Once it was refused, going on by itself could go on for ever.
    if (again === 'true') return stop(done);
    status.textContent = sending;
    HTMLFormElement.prototype.submit.call(form);
  }

  async function work() {
    status.textContent = working;
    status.after(bar);
    button.disabled = true;
    try {
      send(await window.standwithProof(challenges, (part) => { bar.value = part; }));
    } catch {
      stop(failed);
    }
  }

  // Back from where it led, the browser may show this as it was left.
  addEventListener('pageshow', (event) => event.persisted && work());
  work();
})();
