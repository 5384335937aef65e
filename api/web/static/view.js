// What a turn looks like. Nothing here knows the server.

import { element, messageNodes } from "./markup.js";

const hotline = document.body.dataset.hotline;

/** The box of a turn with what the person asked. */
export function turnBox(request) {
  const asked = element("p", "asked", [request.title || request.text || request.payload]);
  return element("section", "turn", [unseen("Anh/chị hỏi:"), asked]);
}

/** The assistant's bubbles with their buttons. */
export function answerBox(messages) {
  const box = element("div", "answer", [unseen("Trợ lý:")]);
  for (const message of messages) {
    const content = message.text ? messageNodes(message.text, hotline) : [];
    if (message.image) content.push(imageLink(message.image));
    if (content.length) box.append(element("div", "bubble", content));
    if (message.choices?.length) box.append(choiceRow(message.choices));
  }
  return box;
}

/** "The assistant is looking": words for all, moving dots for who can bear them. */
export function waitingBox() {
  const dots = element("span", "dots", [element("i"), element("i"), element("i")]);
  dots.setAttribute("aria-hidden", "true");
  return element("div", "waiting", ["Em đang tìm", dots]);
}

/** What went wrong and, where it helps, a button to send the same again. */
export function failureBox(failure, onRetry) {
  const box = element("div", "failure", messageNodes(failure.message, hotline));
  const button = element("button", "retry", [failure.editable ? "Sửa câu hỏi" : "Gửi lại"]);
  button.type = "button";
  button.addEventListener("click", onRetry);
  box.append(button);
  return box;
}

function choiceRow(choices) {
  const row = element("div", "choices");
  for (const choice of choices) {
    const button = element("button", "choice", [choice.title]);
    button.type = "button";
    button.dataset.payload = choice.payload;
    row.append(button);
  }
  return row;
}

function imageLink(address) {
  if (!address.startsWith("https://") || !URL.canParse(address)) return "";
  const link = element("a", "", ["Xem hình"]);
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return element("p", "", [link]);
}

function unseen(words) {
  return element("p", "unseen", [words]);
}
