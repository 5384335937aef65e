// The conversation: what was asked and answered, in step with the server and with other tabs.
// A turn: {id, asked: {text, image}, messages, state, failure: {message, editable} | null}; one
// that nobody asked for has no `asked`, but `at` and perhaps an `author`. Its state is one of
// "waiting", "offline", "done", "failed"; `end` as the server told it.

import { Live } from "./live.js";
import { ofTab, shared } from "./memory.js";
import { SendError } from "./server.js";
import { WORDS } from "./words.js";

// Messages on their way, kept until they are answered: {id: request}.
const OUTBOX = "outbox";
const RETRY_AFTER_MS = 2500;

export class Conversation {
  /** `changed(turn, isNew)` for each turn that is new or has changed; `emptied()` for all. */
  constructor(server, { changed, emptied }) {
    this.server = server;
    this.changed = changed;
    this.emptied = emptied;
    this.turns = new Map();
    this.working = new Set();
    this.tabs = openTabs(server.base, (note) => this.hear(note));
    this.live = new Live(server, (turn) => this.tell(turn));
  }

  get busy() {
    return this.working.size > 0;
  }

  /** Begin or go on: session, history, and what was on its way when the page was left. */
  async begin(userToken) {
    const session = await this.server.openSession(userToken);
    const past = session.fresh ? [] : await this.server.history();
    if (session.fresh) shared.remove(OUTBOX);
    for (const turn of past) this.take(ofHistory(turn));
    const waiting = Object.entries(shared.get(OUTBOX, {}));
    for (const [id, request] of waiting) this.resume(id, request);
    shared.set("known", true);
    // Before the first message there is nobody to tell anything.
    if (past.length) this.live.start();
  }

  /** Send what the person typed, pressed or chose: {text} | {payload, title} | {image}. */
  send(request) {
    const id = randomId();
    const asked = { text: request.title || request.text || "", image: request.image || null };
    this.put({ id, asked, messages: [], state: "waiting", failure: null });
    return this.deliver(id, request);
  }

  /** Send a failed turn again, under the same id. */
  retry(turn) {
    const request = ofTab.get(`sent.${turn.id}`);
    return request ? this.deliver(turn.id, request) : this.send(requestOf(turn));
  }

  /** Take in what is told unasked; it may come several times. */
  tell(turn) {
    if (!this.turns.has(turn.id)) this.put(ofHistory(turn));
  }

  async forget() {
    this.clear();
    this.tabs.tell({ emptied: true });
    await this.server.endSession();
    shared.remove("known");
  }

  resume(id, request) {
    const known = this.turns.get(id);
    if (known?.state === "done") {
      this.leaveOutbox(id);
      return;
    }
    const asked = { text: request.title || request.text || "", image: request.image || null };
    this.put({ id, asked, messages: [], state: "waiting", failure: null, ...known });
    this.deliver(id, request);
  }

  async deliver(id, request) {
    if (this.working.has(id)) return;
    this.working.add(id);
    this.enterOutbox(id, request);
    this.change(id, { state: "waiting", failure: null, messages: [] });
    try {
      const end = await this.exchange(id, request)
        .catch((error) => this.onceMore(error, id, request));
      this.change(id, { state: "done", end });
    } catch (error) {
      const known = error instanceof SendError;
      const failure = { message: known ? error.message : WORDS.noAnswer, editable: known && error.editable };
      // After a reload it can still be sent again with one press.
      ofTab.set(`sent.${id}`, request);
      this.change(id, { state: "failed", failure });
    } finally {
      this.working.delete(id);
      this.leaveOutbox(id);
      this.change(id, {});
      this.live.start();
    }
  }

  exchange(id, request) {
    return this.server.stream(id, request, (place, message) => {
      const messages = [...(this.turns.get(id)?.messages || [])];
      messages[place] = message;
      this.change(id, { messages });
    });
  }

  /** A lost network: the same message once more, when there is a network again. */
  async onceMore(error, id, request) {
    if (!error.lost) throw error;
    this.change(id, { state: "offline" });
    await networkBack();
    this.change(id, { state: "waiting" });
    return this.exchange(id, request);
  }

  change(id, values) {
    const turn = this.turns.get(id);
    if (turn) this.put({ ...turn, ...values });
  }

  put(turn) {
    this.take(turn);
    this.tabs.tell({ turn });
  }

  take(turn) {
    const isNew = !this.turns.has(turn.id);
    this.turns.set(turn.id, turn);
    this.changed(turn, isNew);
  }

  hear({ turn, emptied }) {
    if (emptied) this.clear();
    // A turn that this tab works on itself is known better here.
    if (turn && !this.working.has(turn.id)) this.take(turn);
  }

  clear() {
    this.live.stop();
    this.turns.clear();
    shared.remove(OUTBOX);
    this.emptied();
  }

  enterOutbox(id, request) {
    shared.set(OUTBOX, { ...shared.get(OUTBOX, {}), [id]: request });
  }

  leaveOutbox(id) {
    const { [id]: gone, ...rest } = shared.get(OUTBOX, {});
    shared.set(OUTBOX, rest);
  }
}

function ofHistory(turn) {
  const messages = turn.messages || [];
  if (turn.end) return { ...turn, messages, state: "done", failure: null };
  const message = turn.failure?.message || WORDS.unanswered;
  return { ...turn, messages, state: "failed", failure: { message, editable: false } };
}

function requestOf(turn) {
  return turn.asked.image ? { image: turn.asked.image } : { text: turn.asked.text };
}

function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function networkBack() {
  return new Promise((done) => {
    if (navigator.onLine) setTimeout(done, RETRY_AFTER_MS);
    else window.addEventListener("online", () => setTimeout(done, 300), { once: true });
  });
}

/** The other tabs of this browser that hold the same conversation. */
function openTabs(base, hear) {
  if (!("BroadcastChannel" in window)) return { tell() {} };
  const channel = new BroadcastChannel(`motcua ${base}`);
  channel.addEventListener("message", (event) => hear(event.data));
  return { tell: (note) => channel.postMessage(note) };
}
