// Keeps the site's files, so that it opens again without a network. VERSION, FILES and ON_DEMAND stand above: `wonsi site` writes them.
// Other sites of this origin have caches too, and these must not meet: the folder is part of the name.
const SCOPE = new URL(self.registration.scope);
const OWN = `wonsi ${SCOPE.pathname} `;
const NAME = OWN + VERSION;
/** The folder itself is its index.html. */
const KEPT = ['', ...FILES];

self.addEventListener('install', event => {
  // Asked of the host itself: the browser's own cache may still hold files of the version before, and a mixture of two wouldn't run.
  const requests = KEPT.map(name => new Request(new URL(name, SCOPE), { cache: 'reload' }));
  event.waitUntil(caches.open(NAME).then(cache => cache.addAll(requests)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', event => {
  event.waitUntil(caches.keys()
    .then(names => Promise.all(names.filter(name => name.startsWith(OWN) && name !== NAME).map(name => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener('fetch', event => {
  const { origin, pathname } = new URL(event.request.url);
  // What else lies below the folder, such as a blog beside a site at the root, isn't ours to answer: it would stay as it was at the first visit.
  if (event.request.method !== 'GET' || origin !== SCOPE.origin || !pathname.startsWith(SCOPE.pathname)) return;
  const name = pathname.slice(SCOPE.pathname.length);
  if (KEPT.includes(name)) event.respondWith(kept(name).then(held => held ?? fetch(event.request)));
  else if (ON_DEMAND.includes(name)) event.respondWith(keptFromNowOn(event, name));
});

/** What is kept under a name; what stands behind a `?` makes no other file of it. */
const kept = async name => (await caches.open(NAME)).match(new URL(name, SCOPE));

/** What comes only when it is asked for (the recording of a lesson, the JavaScript of older browsers) is kept from then on. */
async function keptFromNowOn(event, name) {
  const held = await kept(name);
  if (held) return held;
  const fetched = await fetch(new URL(name, SCOPE), { cache: 'reload' });
  if (fetched.status === 200) {
    const copy = fetched.clone();
    event.waitUntil(caches.open(NAME).then(cache => cache.put(new URL(name, SCOPE), copy)));
  }
  return fetched;
}
