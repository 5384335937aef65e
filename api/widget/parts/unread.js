// How much nobody has seen yet: one count for all tabs of this browser.

import { shared } from "./memory.js";

// As many turns as the server shows again.
const MOST_TOLD = 60;

export class Unread {
  /** `shown(number)` whenever the count may have changed. */
  constructor(shown) {
    this.shown = shown;
    window.addEventListener("storage", (event) => event.key === "motcua.unread" && this.show());
  }

  show() {
    this.shown(shared.get("unread", 0));
  }

  add(number) {
    this.set(shared.get("unread", 0) + number);
  }

  clear() {
    this.set(0);
  }

  set(number) {
    shared.set("unread", number);
    this.show();
  }

  /** Whether this browser hears of the turn `id` for the first time. */
  isNews(id) {
    const told = shared.get("told", []);
    if (told.includes(id)) return false;
    shared.set("told", [...told, id].slice(-MOST_TOLD));
    return true;
  }
}
