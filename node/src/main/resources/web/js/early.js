// Runs before the first paint: language and type size as they were left, so that nothing flashes.
(function () {
  var root = document.documentElement;
  var stored = function (key) {
    try { return localStorage.getItem('wonsi.' + key); } catch (e) { return null; }
  };
  var asked = new URLSearchParams(location.search);
  root.lang = asked.get('lang') || stored('lang') || (/^ko\b/.test(navigator.language) ? 'ko' : 'en');
  if (stored('large')) root.dataset.large = '';
})();
