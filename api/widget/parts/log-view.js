// The log: greeting, turns, and what is below them.

import { button, element, unseen } from "./dom.js";
import { messageNodes } from "./markup.js";
import { TurnView, choiceRow } from "./turn-view.js";
import { WORDS } from "./words.js";

export class LogView {
  constructor(host) {
    this.host = host;
    this.box = element("div", "log");
    this.box.id = "log";
    this.box.setAttribute("role", "log");
    this.box.setAttribute("aria-live", "polite");
    this.box.setAttribute("aria-label", WORDS.log);
    this.box.tabIndex = 0;
    this.greeting = element("section", "turn greeting");
    this.box.append(this.greeting);
    this.views = new Map();
  }

  /** Show what the widget says first. */
  greet(words) {
    const suggestions = words.suggestions.map((title) => ({ title, payload: title }));
    this.greeting.replaceChildren(element("div", "answer", [
      unseen(WORDS.said),
      element("div", "bubble", messageNodes(words.greeting, words.hotline)),
      element("p", "choices-title", [words.suggestions_title]),
      choiceRow(suggestions, this.host),
    ]));
  }

  /** Say that there is no connection; `again` tries anew. */
  showNoStart(message, again) {
    const box = element("div", "failure", messageNodes(message, this.host.hotline || "1022"));
    box.append(button("retry", [WORDS.tryAgain], again));
    this.greeting.querySelector(".failure")?.remove();
    this.greeting.append(box);
  }

  hideNoStart() {
    this.greeting.querySelector(".failure")?.remove();
  }

  /** A remark that is not part of the conversation, e.g. about a picture. */
  remark(message) {
    this.notice?.remove();
    this.notice = element("p", "remark", [message]);
    this.box.append(this.notice);
    this.show(this.notice);
  }

  /** Bring one turn in step. */
  put(turn) {
    this.notice?.remove();
    const known = this.views.get(turn.id);
    if (known) known.update(turn);
    else this.add(turn);
  }

  add(turn) {
    const view = new TurnView(turn, this.host);
    this.views.set(turn.id, view);
    this.box.append(view.box);
  }

  empty() {
    for (const view of this.views.values()) view.box.remove();
    this.views.clear();
    this.notice?.remove();
    this.box.scrollTop = 0;
  }

  /** Old turns are not news: a screen reader should not read them all out. */
  quietly(action) {
    this.box.setAttribute("aria-live", "off");
    action();
    requestAnimationFrame(() => this.box.setAttribute("aria-live", "polite"));
  }

  showLast() {
    const last = this.box.lastElementChild;
    if (last && last !== this.greeting) this.show(last);
  }

  /** Bring a box into view: its beginning, when it is longer than the window. */
  show(box) {
    this.box.scrollTop = box.offsetTop - this.box.offsetTop - 8;
  }

  showTurn(id) {
    const view = this.views.get(id);
    if (view) this.show(view.box);
  }
}
