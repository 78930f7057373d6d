/**
 * The blocks of the tab's chain in IndexedDB, from one visit to the next: their bytes under their hashes. What can't be kept is fetched again, so no
 * failure here ends anything; it is told, and nothing more is kept.
 */
const STORE = 'blocks';
/** Bytes kept at most: the chain's lowest blocks. The first for which there is no room, and what stands on it, is fetched again. */
const MOST_BYTES = 64_000_000;

const NO_SHELF = { all: async () => [], change() {}, clear: async () => {} };

/** Opens the shelf of that name, for so many bytes; `onFault` hears why nothing is kept. */
export async function openShelf(name, onFault, most = MOST_BYTES) {
  let database;
  try {
    database = await opened(name);
  } catch (error) {
    onFault(`no storage: ${error?.message ?? error}`);
    return NO_SHELF;
  }
  return new Shelf(database, onFault, most);
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
  constructor(database, onFault, most) {
    this.database = database;
    this.onFault = onFault;
    this.most = most;
    this.empty();
    this.broken = false;
    // Another tab wants to delete or renew it: let it.
    database.onversionchange = () => {
      this.broken = true;
      database.close();
    };
  }

  /** Nothing is here. */
  empty() {
    this.bytes = 0;
    /** Height and bytes of each kept block, by its hash. */
    this.kept = new Map();
    /** The height of the only block that may come next: one above a block that isn't here would have no parent after a reload. */
    this.next = 1;
  }

  note({ hash, height, bytes }) {
    const size = bytes?.length ?? 0; // somebody else may have written there
    this.bytes += size;
    this.kept.set(hash, { height, size });
    if (height === this.next) this.next++;
  }

  forget(hash) {
    const { height, size } = this.kept.get(hash) ?? { height: this.next, size: 0 };
    this.kept.delete(hash);
    this.bytes -= size;
    this.next = Math.min(this.next, height);
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
          this.empty();
          for (const block of request.result) this.note(block);
          resolve(request.result);
        };
      } catch (error) {
        none(error);
      }
    });
  }

  /** Keeps blocks (`hash`, `height`, `bytes`) as long as there is room and each stands on one that is kept, and forgets those without bytes, in order and all at once. */
  change(blocks) {
    if (this.broken) return;
    try {
      const transaction = this.database.transaction(STORE, 'readwrite');
      transaction.onabort = () => this.fault(transaction.error);
      const store = transaction.objectStore(STORE);
      for (const block of blocks) {
        if (!block.bytes) {
          store.delete(block.hash);
          this.forget(block.hash);
        } else if (block.height === this.next && this.bytes + block.bytes.length <= this.most) {
          store.put(block);
          this.note(block);
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
        this.empty();
      } catch (error) {
        this.fault(error);
        resolve();
      }
    });
  }
}
