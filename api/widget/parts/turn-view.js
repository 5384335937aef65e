// What a turn looks like. Nothing here knows the server.

import { button, element, icon, isWebAddress, outside, unseen } from "./dom.js";
import { feedbackBox } from "./feedback-view.js";
import { formBox } from "./form-view.js";
import { messageNodes } from "./markup.js";
import { WORDS } from "./words.js";

// By the clock of the city, wherever the browser is.
const CLOCK = new Intl.DateTimeFormat("vi-VN", {
  hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", timeZone: "Asia/Ho_Chi_Minh",
});

/** One turn on the screen; `update` brings it in step, leaving alone what has not changed.
 *
 *  `host`: {hotline, press(choice), say(text), retry(turn), imageAddress(reference),
 *  showsPictures} and what `feedbackBox` needs: what it may ask for. */
export class TurnView {
  constructor(turn, host) {
    this.host = host;
    this.box = element("section", "turn");
    this.answer = element("div", "answer", [turn.asked ? unseen(WORDS.said) : authorLine(turn)]);
    this.bubbles = [];
    this.below = null;
    if (turn.asked) this.box.append(unseen(WORDS.asked), askedBox(turn.asked, host));
    this.update(turn);
  }

  update(turn) {
    turn.messages.forEach((message, place) => this.put(place, message));
    for (const extra of this.bubbles.splice(turn.messages.length)) extra.box.remove();
    if (this.bubbles.length && !this.answer.parentNode) this.box.insertBefore(this.answer, this.below?.box || null);
    if (!this.bubbles.length) this.answer.remove();
    this.showBelow(turn);
  }

  put(place, message) {
    const written = JSON.stringify(message);
    const known = this.bubbles[place];
    // Replaced without need it would be read out again, and lose the focus.
    if (known?.written === written) return;
    const box = messageBox(message, this.host);
    if (known) known.box.replaceWith(box);
    else this.answer.append(box);
    this.bubbles[place] = { written, box };
  }

  showBelow(turn) {
    const kind = [turn.state, turn.failure?.message, turn.end?.status, turn.end?.answer].join(" ");
    if (this.below?.kind === kind) return;
    this.below?.box.remove();
    const box = belowBox(turn, this.host);
    this.below = { kind, box };
    this.box.append(box);
  }
}

function askedBox(asked, host) {
  if (!asked.image) return element("p", "asked", [asked.text]);
  const picture = element("img", "asked-image");
  picture.alt = WORDS.imageSent;
  host.imageAddress(asked.image)
    .then((address) => { picture.src = address; })
    .catch(() => picture.replaceWith(WORDS.imageGone));
  return element("p", "asked", [picture]);
}

/** Who wrote, and when: a message that nobody asked for may be hours old. */
function authorLine({ author, at }) {
  const parts = CLOCK.formatToParts(new Date(at)).map(({ type, value }) => [type, value]);
  const { hour, minute, day, month } = Object.fromEntries(parts);
  const when = element("span", "", [` · ${hour}:${minute}, ${day}/${month}`]);
  return element("p", "author", [author || WORDS.office, when]);
}

function messageBox(message, host) {
  const box = element("div", "message");
  const content = message.text ? messageNodes(message.text, host.hotline) : [];
  if (message.image) content.push(...pictureNodes(message.image, host));
  if (content.length) box.append(element("div", "bubble", content));
  if (message.card) box.append(cardBox(message.card, host));
  if (message.file) box.append(...fileNodes(message.file));
  if (message.form) box.append(formBox(message.form, (text) => host.say(text)));
  if (message.choices?.length) box.append(choiceRow(message.choices, host));
  return box;
}

function cardBox(card, host) {
  const box = element("div", "bubble card");
  if (card.image) box.append(...pictureNodes(card.image, host));
  box.append(element("p", "card-title", [card.title]));
  if (card.subtitle) box.append(...messageNodes(card.subtitle, host.hotline));
  return box;
}

function fileNodes(file) {
  if (!isWebAddress(file.url)) return [];
  const name = element("span", "", [`${WORDS.download}: ${file.name}`]);
  const link = outside("choice file", file.url, [icon("file"), name]);
  link.setAttribute("download", file.name);
  return [element("div", "choices", [link])];
}

export function choiceRow(choices, host) {
  const row = element("div", "choices");
  for (const choice of choices) row.append(choiceButton(choice, host));
  return row;
}

function choiceButton(choice, host) {
  if (/^tel:[+\d]+$/.test(choice.url || "")) {
    const call = element("a", "choice", [icon("phone"), choice.title]);
    call.href = choice.url;
    return call;
  }
  if (!choice.url) return button("choice", [choice.title], () => host.press(choice));
  if (!isWebAddress(choice.url)) return "";
  return outside("choice", choice.url, [choice.title, unseen(` ${WORDS.newTab}`, "span")]);
}

function pictureNodes(address, host) {
  if (!isWebAddress(address)) return [];
  const words = element("span", "", [WORDS.seePicture]);
  const link = outside("", address, [words]);
  if (host.showsPictures) {
    const picture = element("img", "picture");
    picture.alt = WORDS.seePicture;
    picture.referrerPolicy = "no-referrer";
    // The page may forbid it, or it is gone: then the words stay.
    picture.addEventListener("load", () => words.replaceWith(picture));
    picture.src = address;
  }
  return [element("p", "", [link])];
}

function belowBox(turn, host) {
  if (turn.state === "waiting") return waitingBox(WORDS.waiting);
  if (turn.state === "offline") return waitingBox(WORDS.offline);
  if (turn.failure) return failureBox(turn, host);
  if (turn.end?.status === "relayed") return element("p", "relayed", [WORDS.relayed]);
  if (turn.state === "done" && turn.end?.answer) return feedbackBox(turn.end.answer, host);
  return element("div", "nothing");
}

/** "The assistant is looking": words for all, moving dots for who can bear them. */
function waitingBox(words) {
  const dots = element("span", "dots", [element("i"), element("i"), element("i")]);
  dots.setAttribute("aria-hidden", "true");
  return element("div", "waiting", [words, dots]);
}

function failureBox(turn, host) {
  const { message, editable } = turn.failure;
  const box = element("div", "failure", messageNodes(message, host.hotline));
  box.append(button("retry", [editable ? WORDS.edit : WORDS.again], () => host.retry(turn)));
  return box;
}
