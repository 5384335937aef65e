// The calls to the server.

import { shared } from "./memory.js";
import { WORDS } from "./words.js";

const SESSION_HEADER = "X-Motcua-Session";
// Longer than the server itself waits for the assistant.
const LONGEST_SILENCE_MS = 30000;
// The server says at once that a stream is open, and then every 15 s.
const FIRST_WORD_MS = 10000;
const BEAT_MS = 40000;
const EVENT = "data: ";

/** How a stream of events ended: after all was well, never begun, or held back on the way. */
export const Stream = { ENDED: "ended", LOST: "lost", HELD: "held" };
const JUST_GIVEN_MS = 1500;

/** What went wrong, in words for the person.
 *  `editable`: sending the same again is no use. `lost`: the network failed, not the server. */
export class SendError extends Error {
  constructor(message, { editable = false, lost = false } = {}) {
    super(message);
    this.editable = editable;
    this.lost = lost;
  }
}

export class Server {
  constructor(base) {
    this.base = base.replace(/\/$/, "");
    // On our own page a cookie that no script can read names the session.
    this.own = new URL(this.base).origin === location.origin;
  }

  welcome() {
    return this.json("/welcome");
  }

  /** Begin or go on; tells whether the conversation is new. */
  async openSession(userToken) {
    const reply = await this.json("/session", "POST", { user_token: userToken || null });
    if (reply.token) shared.set("token", reply.token);
    return reply;
  }

  async history() {
    return (await this.json("/history")).turns;
  }

  async endSession() {
    await this.call("/session", { method: "DELETE" }).catch(() => null);
    shared.remove("token");
  }

  /** Send `request` under `id`; `heard(place, message)` for each bubble. Gives how it ended. */
  async stream(id, request, heard) {
    const silence = new Silence(LONGEST_SILENCE_MS);
    try {
      const body = JSON.stringify({ ...request, id });
      const headers = { "Content-Type": "application/json" };
      const response = await this.call("/stream", {
        method: "POST", headers, body, signal: silence.signal,
      });
      if (!response.ok) throw await refusal(response);
      for await (const event of lines(response.body, silence)) {
        if (event.message) heard(event.place, event.message);
        if (event.end) return event.end;
        if (event.failure) throw new SendError(event.failure.message);
      }
    } catch (error) {
      if (error instanceof SendError) throw error;
    } finally {
      silence.end();
    }
    throw lostError();
  }

  /** Follow what is told unasked: `heard(turn)` for each. Gives how it ended; never throws. */
  async follow(heard, signal) {
    const silence = new Silence(FIRST_WORD_MS);
    const stop = () => silence.abort.abort();
    signal.addEventListener("abort", stop);
    let begun = false;
    try {
      const response = await this.call("/events", { signal: silence.signal });
      if (response.status !== 200 || !response.body) return Stream.LOST;
      for await (const line of textLines(response.body, silence)) {
        if (!begun) silence.limit = BEAT_MS;
        begun = true;
        if (line.startsWith(EVENT) && !signal.aborted) heard(JSON.parse(line.slice(EVENT.length)));
      }
    } catch {
      // Seen below.
    } finally {
      silence.end();
      signal.removeEventListener("abort", stop);
    }
    if (begun) return Stream.ENDED;
    return silence.signal.aborted && !signal.aborted ? Stream.HELD : Stream.LOST;
  }

  /** Hand a picture in; its reference. */
  async sendImage(file) {
    const headers = { "Content-Type": file.type };
    const response = await this.call("/images", { method: "POST", headers, body: file })
      .catch(() => { throw lostError(); });
    if (!response.ok) throw await refusal(response);
    return (await response.json()).image;
  }

  /** Tell what the person thinks of an answer. */
  async judge(judgement) {
    const tell = () => this.call("/feedback", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(judgement),
    });
    let response = await tell();
    if (response.status === 404) {
      // Answers are noted a moment after they are given: a quick tap may come first.
      await new Promise((done) => setTimeout(done, JUST_GIVEN_MS));
      response = await tell();
    }
    if (!response.ok) throw await refusal(response);
  }

  /** An address under which this page can show a picture that the person sent. */
  async imageAddress(reference) {
    const path = `/images/${encodeURIComponent(reference)}`;
    if (this.own) return `${this.base}/api/v1/chat${path}`;
    const response = await this.call(path);
    if (!response.ok) throw await refusal(response);
    return URL.createObjectURL(await response.blob());
  }

  async json(path, method = "GET", body = undefined) {
    const headers = body ? { "Content-Type": "application/json" } : {};
    const response = await this.call(path, { method, headers, body: body && JSON.stringify(body) })
      .catch(() => { throw lostError(); });
    if (!response.ok) throw await refusal(response);
    return response.json();
  }

  async call(path, { headers = {}, ...rest } = {}) {
    const token = shared.get("token");
    const sent = this.own || !token ? headers : { ...headers, [SESSION_HEADER]: token };
    const credentials = this.own ? "same-origin" : "omit";
    const address = `${this.base}/api/v1/chat${path}`;
    const response = await fetch(address, { ...rest, headers: sent, credentials });
    const fresh = response.headers.get(SESSION_HEADER);
    if (fresh) shared.set("token", fresh);
    return response;
  }
}

/** Gives up when nothing comes for long. */
class Silence {
  constructor(limit) {
    this.limit = limit;
    this.abort = new AbortController();
    this.signal = this.abort.signal;
    this.broken();
  }

  broken() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.abort.abort(), this.limit);
  }

  end() {
    clearTimeout(this.timer);
  }
}

async function* lines(body, silence) {
  for await (const line of textLines(body, silence)) if (line.trim()) yield JSON.parse(line);
}

async function* textLines(body, silence) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    silence.broken();
    rest += decoder.decode(value || new Uint8Array(), { stream: !done });
    const whole = rest.split("\n");
    rest = done ? "" : whole.pop();
    yield* whole;
    if (done) return;
  }
}

async function refusal(response) {
  const body = await response.json().catch(() => null);
  const editable = response.status === 413 || response.status === 422;
  return new SendError(body?.message || WORDS.noAnswer, { editable });
}

function lostError() {
  return new SendError(navigator.onLine ? WORDS.noAnswer : WORDS.noNetwork, { lost: true });
}
