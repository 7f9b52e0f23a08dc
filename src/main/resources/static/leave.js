// The quick way out. Where scripts run, going back from there does not lead here.
(() => {
  'use strict';
  const link = document.getElementById('leave');
  const presses = [];

  function leave() {
    document.documentElement.hidden = true;
    location.replace(link.href);
  }

  link.addEventListener('click', (event) => {
    event.preventDefault();
    leave();
  });
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.repeat) return;
    presses.push(event.timeStamp);
    if (presses.length >= 3 && event.timeStamp - presses.at(-3) < 2000) leave();
  });
})();
