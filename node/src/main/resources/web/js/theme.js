// Runs before the first paint: the theme that was asked for, chosen last, or that the system has.
(function () {
  var stored = null;
  try { stored = localStorage.getItem('wonsi.theme'); } catch (e) { /* a private window has none */ }
  var asked = new URLSearchParams(location.search).get('theme');
  var light = matchMedia('(prefers-color-scheme: light)').matches;
  document.documentElement.dataset.theme = asked || stored || (light ? 'light' : 'dark');
})();
