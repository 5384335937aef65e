// The box to write in, with the button to send a picture.

import { button, element, icon, unseen } from "./dom.js";
import { WORDS } from "./words.js";

export class Composer {
  /** `sendText(text)`, false where it cannot be sent now; `sendImage(file)`. */
  constructor({ sendText, sendImage }) {
    this.sendText = sendText;
    this.question = questionBox();
    this.privacy = element("p", "privacy");
    this.privacy.id = "privacy";
    this.file = fileChooser(sendImage);
    const label = unseen(WORDS.question, "label");
    label.htmlFor = this.question.id;
    const submit = element("button", "send", [element("span", "", [WORDS.send]), icon("send")]);
    const image = button("attach", [icon("image")], () => this.file.click(), WORDS.sendImage);
    this.form = element("form", "composer", [label, image, this.question, submit, this.privacy, this.file]);
    this.form.noValidate = true;
    this.listen();
  }

  set words({ privacy, longest_text: longest }) {
    this.privacy.textContent = privacy;
    this.question.maxLength = longest;
  }

  set busy(value) {
    this.form.classList.toggle("busy", value);
  }

  edit(text) {
    this.question.value = text;
    this.fit();
    this.question.focus();
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.question.addEventListener("input", () => this.fit());
    this.question.addEventListener("keydown", (event) => {
      // While a Vietnamese input method composes a word, Enter belongs to it.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.submit();
    });
  }

  submit() {
    const text = this.question.value.trim();
    if (text && this.sendText(text)) {
      this.question.value = "";
      this.fit();
    }
    // On a phone its keyboard would lie over the answer.
    if (matchMedia("(pointer: coarse)").matches) this.question.blur();
    else this.question.focus();
  }

  fit() {
    const box = this.question;
    box.style.height = "";
    // Empty, one line is enough: the hint inside must not make the box grow.
    if (box.value) box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
  }
}

function questionBox() {
  const box = element("textarea");
  box.id = "question";
  box.rows = 1;
  box.placeholder = WORDS.placeholder;
  box.autocomplete = "off";
  box.enterKeyHint = "send";
  box.setAttribute("aria-describedby", "privacy");
  return box;
}

function fileChooser(chosen) {
  const input = element("input");
  input.type = "file";
  input.accept = "image/jpeg,image/png,image/webp";
  input.hidden = true;
  input.addEventListener("change", () => {
    const [file] = input.files;
    input.value = "";
    if (file) chosen(file);
  });
  return input;
}
