// What this browser remembers. Where there is no storage, as long as the page.

const PREFIX = "motcua.";

export class Memory {
  constructor(storage) {
    this.storage = storage;
    this.own = new Map();
  }

  get(name, otherwise = null) {
    try {
      const text = this.storage().getItem(PREFIX + name);
      if (text !== null) return JSON.parse(text);
    } catch {
      // Storage is forbidden, or somebody else wrote there.
    }
    return this.own.has(name) ? this.own.get(name) : otherwise;
  }

  set(name, value) {
    this.own.set(name, value);
    try {
      this.storage().setItem(PREFIX + name, JSON.stringify(value));
    } catch {
      // Forbidden or full: kept above.
    }
  }

  remove(name) {
    this.own.delete(name);
    try {
      this.storage().removeItem(PREFIX + name);
    } catch {
      // It was never there.
    }
  }
}

/** For all tabs of this browser, also after it was closed. */
export const shared = new Memory(() => window.localStorage);
/** For this tab alone. */
export const ofTab = new Memory(() => window.sessionStorage);
