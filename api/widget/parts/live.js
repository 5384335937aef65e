// What is told unasked, as it comes. Where something on the way holds streams back, it is
// asked for every now and then.

import { Stream } from "./server.js";

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30000;
const POLL_EVERY_MS = 20000;
// Then the stream is tried once more: the network may be another one.
const POLLS = 15;

export class Live {
  /** `heard(turn)` for each turn that nobody asked for; again after each new connection. */
  constructor(server, heard) {
    this.server = server;
    this.heard = heard;
    this.abort = null;
    window.addEventListener("online", () => this.hurry?.());
  }

  start() {
    if (this.abort) return;
    this.abort = new AbortController();
    const { signal } = this.abort;
    // One tab is enough for all: browsers hold few connections to one place open.
    const follow = () => this.follow(signal);
    const locks = navigator.locks?.request(`motcua live ${this.server.base}`, { signal }, follow);
    (locks || follow()).catch(() => null);
  }

  stop() {
    this.abort?.abort();
    this.abort = null;
  }

  async follow(signal) {
    let pause = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      const end = await this.server.follow(this.heard, signal);
      if (end === Stream.HELD) await this.poll(signal);
      pause = end === Stream.ENDED ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, pause * 2);
      // Not all at once, after the server was away.
      if (!signal.aborted) await this.wait(pause * (0.5 + Math.random() / 2), signal);
    }
  }

  async poll(signal) {
    for (let count = 0; count < POLLS && !signal.aborted; count += 1) {
      const turns = await this.server.history().catch(() => []);
      if (!signal.aborted) turns.filter((turn) => !turn.asked).forEach((turn) => this.heard(turn));
      await this.wait(POLL_EVERY_MS, signal);
    }
  }

  wait(duration, signal) {
    return new Promise((done) => {
      this.hurry = done;
      setTimeout(done, duration);
      signal.addEventListener("abort", done, { once: true });
    });
  }
}
