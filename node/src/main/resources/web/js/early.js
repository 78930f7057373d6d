// Runs before the first paint: language and type size as they were left, so that nothing flashes. A site has a page of one language, which says so.
(function () {
  var root = document.documentElement;
  var stored = function (key) {
    try { return localStorage.getItem('wonsi.' + key); } catch (e) { return null; }
  };
  var asked = new URLSearchParams(location.search);
  root.lang = asked.get('lang') || root.dataset.lang || stored('lang') || (/^ko\b/.test(navigator.language) ? 'ko' : 'en');
  if (stored('large')) root.dataset.large = '';
  // A site's page says why it stays empty if its modules don't start: from a file browsers load none, and old browsers know none.
  if (location.protocol === 'file:' || !('noModule' in HTMLScriptElement.prototype)) return;
  root.dataset.starting = '';
  addEventListener('error', function (event) {
    if (event.target === window || event.target.tagName === 'SCRIPT') delete root.dataset.starting;
  }, true);
})();
