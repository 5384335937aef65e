// <motcua-chat>: puts the parts together. Attributes: server, mode ("page": fills its place,
// no launcher), heading, label, position ("left"), color, user-token.

import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { element, unseen } from "./dom.js";
import { LogView } from "./log-view.js";
import { Look, readableOn } from "./look.js";
import { ofTab, shared } from "./memory.js";
import { Head, Launcher, coversScreen, watchKeys } from "./panel.js";
import { prepared } from "./picture.js";
import { Server } from "./server.js";
import { adopt } from "./styles.js";
import { Unread } from "./unread.js";
import { WORDS } from "./words.js";

export class MotcuaChat extends HTMLElement {
  static observedAttributes = ["user-token"];

  connectedCallback() {
    if (this.shadowRoot) return;
    this.inPage = this.getAttribute("mode") === "page";
    this.server = new Server(this.getAttribute("server") || location.origin);
    this.build();
    this.dress();
    this.conversation = new Conversation(this.server, {
      changed: (turn, isNew) => this.show(turn, isNew),
      emptied: () => { this.log.empty(); this.frame.classList.remove("talked"); },
    });
    window.addEventListener("online", () => this.failed && this.begin());
    document.addEventListener("visibilitychange", () => this.isSeen && this.unread.clear());
    if (this.inPage || (ofTab.get("open") && !coversScreen())) this.open({ focus: false });
    else if (shared.get("known")) this.begin();
  }

  attributeChangedCallback(name, before, now) {
    // The portal's user signs in or out while the page stays.
    if (this.begun && before !== now) this.beginAnew();
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  get isSeen() {
    return this.isOpen && document.visibilityState === "visible";
  }

  open({ focus = true } = {}) {
    this.panel.hidden = false;
    if (this.launcher) this.launcher.box.hidden = true;
    if (!this.inPage) ofTab.set("open", true);
    this.unread.clear();
    this.begin();
    this.log.showLast();
    // A text box in focus would open the keyboard over half of a phone.
    if (focus) (coversScreen() ? this.head.title : this.composer.question).focus();
    this.tell("open");
  }

  close() {
    if (this.inPage) return;
    this.panel.hidden = true;
    this.launcher.box.hidden = false;
    ofTab.set("open", false);
    this.launcher.box.focus();
    this.tell("close");
  }

  /** Ask `text` as if the person had typed it; false where an answer is still awaited. */
  send(text) {
    return this.ask({ text });
  }

  build() {
    this.frame = element("div", "frame");
    this.head = new Head({
      title: this.getAttribute("heading") || WORDS.title,
      enlarge: () => this.look.enlarge(),
      toggleContrast: () => this.look.toggleContrast(),
      forget: () => this.forget(),
      close: this.inPage ? null : () => this.close(),
    });
    this.log = new LogView(this);
    this.composer = new Composer({
      sendText: (text) => this.ask({ text }),
      sendImage: (file) => this.sendImage(file),
    });
    this.panel = element("section", "panel", [this.head.box, this.log.box, this.composer.form]);
    this.panel.setAttribute("role", this.inPage ? "region" : "dialog");
    this.panel.setAttribute("aria-labelledby", "title");
    this.panel.hidden = true;
    watchKeys(this.panel, this.inPage ? null : () => this.close());
    if (!this.inPage) this.launcher = new Launcher(this.getAttribute("label"), () => this.open());
    // Outside of the panel: also heard while that is closed.
    this.news = unseen("", "div");
    this.news.setAttribute("role", "status");
    this.frame.append(this.news, ...(this.launcher ? [this.launcher.box] : []), this.panel);
    // What stood in our place for browsers without scripts.
    this.replaceChildren();
    adopt(this.attachShadow({ mode: "open" }));
    this.shadowRoot.append(this.frame);
    this.look = new Look(this.frame, (look) => { this.head.look = look; this.log.showLast(); });
    this.unread = new Unread((number) => { if (this.launcher) this.launcher.unread = number; });
    this.unread.show();
  }

  dress() {
    this.frame.dataset.mode = this.inPage ? "page" : "float";
    this.frame.dataset.position = this.getAttribute("position") === "left" ? "left" : "right";
    const color = this.getAttribute("color");
    const on = readableOn(color);
    if (!on) return;
    this.style.setProperty("--motcua-color", color);
    this.style.setProperty("--motcua-on-color", on);
  }

  async begin() {
    if (this.begun) return;
    this.begun = true;
    this.failed = false;
    try {
      const [words] = await Promise.all([this.server.welcome(), this.beginTurns()]);
      this.words = words;
      this.hotline = words.hotline;
      this.log.hideNoStart();
      this.log.quietly(() => this.log.greet(words));
      this.head.hotline = words;
      this.composer.words = words;
      this.log.showLast();
      this.ready = true;
      this.frame.dataset.ready = "yes";
    } catch {
      this.begun = false;
      this.failed = true;
      this.log.showNoStart(WORDS.noStart, () => this.begin());
    }
  }

  beginTurns() {
    this.restoring = true;
    const done = () => { this.restoring = false; };
    this.log.box.setAttribute("aria-busy", "true");
    return this.conversation.begin(this.getAttribute("user-token"))
      .finally(() => { done(); this.log.box.removeAttribute("aria-busy"); });
  }

  beginAnew() {
    this.conversation.clear();
    this.begun = false;
    this.begin();
  }

  ask(request) {
    if (!this.ready) return false;
    if (this.conversation.busy) {
      this.log.remark(WORDS.stillWaiting);
      return false;
    }
    this.conversation.send(request);
    return true;
  }

  press(choice) {
    const plain = choice.payload === choice.title;
    this.ask(plain ? { text: choice.title } : { payload: choice.payload, title: choice.title });
  }

  say(text) {
    this.ask({ text });
  }

  retry(turn) {
    if (turn.failure.editable) this.composer.edit(turn.asked.text);
    else if (!this.conversation.busy) this.conversation.retry(turn);
  }

  async sendImage(file) {
    if (!this.ready || this.conversation.busy) return;
    try {
      this.log.remark(WORDS.sending);
      const picture = await prepared(file, this.words.image_max_bytes);
      const image = await this.server.sendImage(picture);
      this.conversation.send({ image });
    } catch (error) {
      this.log.remark(error.message);
    }
  }

  judge(judgement) {
    return this.server.judge(judgement);
  }

  get reasons() {
    return this.words?.reasons || [];
  }

  askAgain() {
    this.composer.question.focus();
  }

  imageAddress(reference) {
    return this.server.imageAddress(reference);
  }

  get showsPictures() {
    // Our own page allows pictures of its own server only.
    return !this.server.own;
  }

  async forget() {
    if (this.conversation.busy) return;
    if (this.conversation.turns.size && !confirm(WORDS.forgetAsk)) return;
    await this.conversation.forget();
    this.composer.question.focus();
    this.begun = false;
    this.begin();
  }

  show(turn, isNew) {
    this.log.put(turn);
    this.frame.classList.add("talked");
    this.composer.busy = this.conversation?.busy;
    if (!turn.asked) this.countPush(turn);
    if (this.restoring) return;
    if (isNew || turn.state === "done" || turn.state === "failed") this.log.showTurn(turn.id);
    if (turn.asked && turn.state === "done" && !this.conversation.busy) this.finished(turn);
  }

  /** Count what was told unasked, once in this browser, unless somebody sees it. */
  countPush(turn) {
    const isNews = this.unread.isNews(turn.id);
    if (this.isSeen) this.unread.clear();
    else if (isNews) this.unread.add(turn.messages.length);
    if (!isNews || this.restoring) return;
    if (!this.isOpen) this.news.textContent = WORDS.news(turn.author || WORDS.office);
    this.tell("message");
  }

  finished(turn) {
    const told = `${turn.id} ${turn.messages.length}`;
    if (this.lastTold === told) return;
    this.lastTold = told;
    if (!this.isOpen) this.unread.add(turn.messages.length);
    this.tell("answer");
  }

  tell(what) {
    this.dispatchEvent(new CustomEvent(`motcua-${what}`, { bubbles: true, composed: true }));
  }
}
