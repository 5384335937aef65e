// A form under a message. What is filled in is sent as words, so that every dialogue
// understands it: one field as its value, several as "label: value" a line.

import { element } from "./dom.js";
import { WORDS } from "./words.js";

let made = 0;

/** The form's box; `say(text)` sends what was filled in. */
export function formBox(form, say) {
  const box = element("form", "bubble form");
  const fields = form.fields.map((field) => fieldOf(field));
  const submit = element("button", "send", [form.submit]);
  box.append(...fields.map((field) => field.box), submit);
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    say(wordsOf(fields));
  });
  return box;
}

function fieldOf(field) {
  made += 1;
  const input = inputOf(field);
  input.id = `field-${made}`;
  input.required = field.required;
  const label = element("label", "", [field.label]);
  label.htmlFor = input.id;
  return { label: field.label, kind: field.kind, input, box: element("div", "field", [label, input]) };
}

function inputOf(field) {
  if (field.kind === "choice") {
    const options = field.options.map((title) => new Option(title, title));
    return element("select", "", [new Option(WORDS.choose, ""), ...options]);
  }
  const input = element("input");
  input.type = field.kind === "date" ? "date" : "text";
  if (field.min) input.min = field.min;
  if (field.max) input.max = field.max;
  if (field.kind === "text") input.maxLength = 200;
  return input;
}

function wordsOf(fields) {
  const filled = fields.filter((field) => field.input.value);
  if (fields.length === 1) return filled.map(valueOf).join("");
  return filled.map((field) => `${field.label}: ${valueOf(field)}`).join("\n");
}

function valueOf({ kind, input }) {
  // As people here write a day.
  return kind === "date" ? input.value.split("-").reverse().join("/") : input.value.trim();
}
