/**
 * The blocks of the tab's chain in IndexedDB, from one visit to the next: their bytes under their hashes. What can't be kept is fetched again, so no
 * failure here ends anything; it is told, and nothing more is kept.
 */
const STORE = 'blocks';
/** Bytes kept at most; what is above is fetched again. */
const MOST_BYTES = 64_000_000;

const NO_SHELF = { all: async () => [], change() {}, clear: async () => {} };

/** Opens the shelf of that name; `onFault` hears why nothing is kept. */
export async function openShelf(name, onFault) {
  let database;
  try {
    database = await opened(name);
  } catch (error) {
    onFault(`no storage: ${error?.message ?? error}`);
    return NO_SHELF;
  }
  return new Shelf(database, onFault);
}

function opened(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'hash' }).createIndex('height', 'height');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('another tab holds an older version'));
  });
}

class Shelf {
  constructor(database, onFault) {
    this.database = database;
    this.onFault = onFault;
    this.bytes = 0;
    this.broken = false;
    // Another tab wants to delete or renew it: let it.
    database.onversionchange = () => {
      this.broken = true;
      database.close();
    };
  }

  fault(error) {
    if (!this.broken) this.onFault(`no storage: ${error?.message ?? error}`);
    this.broken = true;
  }

  /** All blocks, lowest first. */
  all() {
    return new Promise(resolve => {
      const none = error => {
        this.fault(error);
        resolve([]);
      };
      try {
        const request = this.database.transaction(STORE).objectStore(STORE).index('height').getAll();
        request.onerror = () => none(request.error);
        request.onsuccess = () => {
          this.bytes = request.result.reduce((sum, block) => sum + (block.bytes?.length ?? 0), 0);
          resolve(request.result);
        };
      } catch (error) {
        none(error);
      }
    });
  }

  /** Keeps blocks (`hash`, `height`, `bytes`), and forgets those without bytes, in order and all at once. */
  change(blocks) {
    if (this.broken) return;
    try {
      const transaction = this.database.transaction(STORE, 'readwrite');
      transaction.onabort = () => this.fault(transaction.error);
      const store = transaction.objectStore(STORE);
      for (const block of blocks) {
        if (!block.bytes) {
          store.delete(block.hash);
        } else if (this.bytes + block.bytes.length <= MOST_BYTES) {
          this.bytes += block.bytes.length;
          store.put(block);
        }
      }
    } catch (error) {
      this.fault(error);
    }
  }

  /** Forgets everything. */
  clear() {
    return new Promise(resolve => {
      if (this.broken) {
        resolve();
        return;
      }
      try {
        const transaction = this.database.transaction(STORE, 'readwrite');
        transaction.oncomplete = resolve;
        transaction.onabort = () => {
          this.fault(transaction.error);
          resolve();
        };
        transaction.objectStore(STORE).clear();
        this.bytes = 0;
      } catch (error) {
        this.fault(error);
        resolve();
      }
    });
  }
}
