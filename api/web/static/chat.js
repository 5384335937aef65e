// The web chat: takes over the page's forms, keeps the conversation, talks to the server.

import { History } from "./history.js";
import { SendError, ask, endSession } from "./server.js";
import { installTextSize } from "./textsize.js";
import { answerBox, failureBox, turnBox, waitingBox } from "./view.js";

const log = document.getElementById("log");
const composer = document.getElementById("composer");
const question = document.getElementById("question");
const history = new History();
let busy = false;

/** Send what the person typed or pressed, as a new turn. */
async function send(request) {
  if (busy) return;
  const turn = { request, messages: null, failure: null };
  history.add(turn);
  const box = turnBox(request);
  log.append(box);
  await complete(turn, box);
}

/** Get the answer of a turn, the first time or again. */
async function complete(turn, box) {
  if (busy) return;
  setBusy(true);
  box.querySelector(".failure")?.remove();
  const waiting = waitingBox();
  box.append(waiting);
  show(box);
  try {
    turn.messages = await ask(turn.request);
    turn.failure = null;
  } catch (error) {
    const known = error instanceof SendError;
    turn.failure = { message: known ? error.message : String(error), editable: known && error.editable };
  }
  waiting.remove();
  history.save();
  setBusy(false);
  finish(turn, box);
  show(box);
  // Tests and assistive scripts can tell that a turn is over.
  log.dataset.settled = Number(log.dataset.settled || 0) + 1;
}

function finish(turn, box) {
  if (turn.messages) box.append(answerBox(turn.messages));
  else if (turn.failure) box.append(failureBox(turn.failure, () => retry(turn, box)));
}

function retry(turn, box) {
  if (!turn.failure.editable) {
    complete(turn, box);
    return;
  }
  question.value = turn.request.text || turn.request.title || "";
  fitQuestion();
  question.focus();
}

function setBusy(value) {
  busy = value;
  log.classList.toggle("busy", value);
  composer.classList.toggle("busy", value);
}

/** Bring a turn into view: its beginning, when it is longer than the window. */
function show(box) {
  log.scrollTop = box.offsetTop - log.offsetTop - 8;
}

function restore() {
  // Old turns are not news: a screen reader should not read them all out.
  log.setAttribute("aria-busy", "true");
  for (const turn of history.turns) {
    // The page was left before the answer came.
    if (!turn.messages && !turn.failure) {
      turn.failure = { message: "Câu này chưa có trả lời. Anh/chị bấm gửi lại nhé.", editable: false };
    }
    const box = turnBox(turn.request);
    log.append(box);
    finish(turn, box);
  }
  if (history.turns.length) show(log.lastElementChild);
  log.removeAttribute("aria-busy");
}

function fitQuestion() {
  question.style.height = "";
  // Empty, one line is enough: the hint inside must not make the box grow.
  if (!question.value) return;
  question.style.height = `${question.scrollHeight + question.offsetHeight - question.clientHeight}px`;
}

function sendQuestion() {
  const text = question.value.trim();
  if (busy) return;
  if (text) {
    question.value = "";
    fitQuestion();
    send({ text });
  }
  question.focus();
}

composer.noValidate = true;
composer.addEventListener("submit", (event) => {
  event.preventDefault();
  sendQuestion();
});
question.addEventListener("input", fitQuestion);
question.addEventListener("keydown", (event) => {
  // While a Vietnamese input method composes a word, Enter belongs to it.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  sendQuestion();
});
log.addEventListener("click", (event) => {
  const choice = event.target.closest(".choice");
  if (!choice) return;
  event.preventDefault();
  const title = choice.textContent.trim();
  const payload = choice.dataset.payload || (choice.name === "payload" ? choice.value : "");
  send(payload ? { payload, title } : { text: title });
});
document.getElementById("forget").addEventListener("click", async () => {
  if (busy) return;
  if (history.turns.length && !confirm("Xóa cuộc trò chuyện này và bắt đầu lại?")) return;
  history.clear();
  for (const box of log.querySelectorAll(".turn:not(#greeting)")) box.remove();
  log.scrollTop = 0;
  await endSession();
  question.focus();
});

document.documentElement.classList.add("scripted");
installTextSize(document.getElementById("text-size"), () => {
  fitQuestion();
  show(log.lastElementChild);
});
restore();
fitQuestion();
log.dataset.ready = "yes";
