// "Was it of use?" under an answer: one tap, thanked in place; a thumb down may say why.

import { button, element, icon } from "./dom.js";
import { ofTab } from "./memory.js";
import { WORDS } from "./words.js";

/** The row under an answer that may be judged.
 *
 *  `host`: {reasons, judge(judgement), askAgain(), press(choice)}. */
export function feedbackBox(answer, host) {
  const box = element("div", "feedback");
  // A screen reader must not read two buttons after every answer; thanks are told below.
  box.setAttribute("aria-live", "off");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", WORDS.judge);
  const told = element("p", "feedback-told");
  told.setAttribute("role", "status");
  const more = element("div", "feedback-more");
  const thumbs = ["up", "down"].map((rating) => thumb(rating, () => choose(rating)));
  box.append(element("div", "thumbs", thumbs), told, more);
  const known = ofTab.get(`judged.${answer}`);
  if (known) mark(known);
  return box;

  function choose(rating) {
    mark(rating);
    more.replaceChildren(...(rating === "down" ? downNodes(host, tell) : []));
    tell({ rating }, rating === "down" ? WORDS.judgedDown : WORDS.judged);
  }

  function mark(rating) {
    box.classList.add("rated");
    thumbs.forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.rating === rating)));
  }

  async function tell(judgement, thanks) {
    try {
      await host.judge({ answer, ...judgement });
      ofTab.set(`judged.${answer}`, judgement.rating);
      told.textContent = thanks;
    } catch {
      told.textContent = WORDS.notJudged;
    }
  }
}

function thumb(rating, action) {
  const label = rating === "up" ? WORDS.useful : WORDS.useless;
  const made = button("thumb", [icon("thumb")], action, label);
  made.dataset.rating = rating;
  made.setAttribute("aria-pressed", "false");
  made.title = label;
  return made;
}

/** Why not, in one tap or in words; and the ways on. */
function downNodes(host, tell) {
  const again = button("choice", [WORDS.askAgain], () => host.askAgain());
  const human = { title: WORDS.human, payload: "/talk_to_human" };
  const person = button("choice", [WORDS.human], () => host.press(human));
  return [reasonRow(host, tell), wordsForm(tell), element("div", "choices", [again, person])];
}

function reasonRow(host, tell) {
  const row = element("div", "choices");
  for (const { id, name } of host.reasons) {
    const one = button("choice", [name], () => {
      for (const other of row.children) other.setAttribute("aria-pressed", String(other === one));
      tell({ rating: "down", reason: id }, WORDS.judged);
    });
    one.dataset.reason = id;
    one.setAttribute("aria-pressed", "false");
    row.append(one);
  }
  return row;
}

function wordsForm(tell) {
  const field = element("input", "feedback-words");
  field.maxLength = 500;
  field.autocomplete = "off";
  field.placeholder = WORDS.whyNot;
  field.setAttribute("aria-label", WORDS.whyNotLong);
  const send = element("button", "choice", [WORDS.send]);
  const form = element("form", "feedback-form", [field, send]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = form.previousElementSibling?.querySelector("[aria-pressed=true]");
    const words = field.value.trim();
    if (!words) return;
    const reason = chosen ? chosen.dataset.reason : null;
    tell({ rating: "down", words, ...(reason ? { reason } : {}) }, WORDS.judged).then(() => form.remove());
  });
  return form;
}
