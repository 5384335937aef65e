// The frame around the conversation: launcher, head with tools, and how it opens and closes.

import { button, element, icon, unseen } from "./dom.js";
import { WORDS } from "./words.js";

const PHONE = "(max-width: 40em)";

/** The button that opens the panel, with the number of unread messages. */
export class Launcher {
  constructor(label, open) {
    this.count = element("span", "count");
    this.said = unseen("", "span");
    const words = element("span", "launcher-words", [label || WORDS.open]);
    this.box = button("launcher", [icon("chat"), words, this.count, this.said], open);
    this.box.setAttribute("aria-haspopup", "dialog");
    this.unread = 0;
  }

  set unread(number) {
    this.count.textContent = number ? String(Math.min(number, 99)) : "";
    this.count.hidden = !number;
    this.count.setAttribute("aria-hidden", "true");
    this.said.textContent = number ? `, ${WORDS.unread(number)}` : "";
  }
}

/** Title, tools and the way out. */
export class Head {
  constructor({ title, enlarge, toggleContrast, forget, close }) {
    this.title = element("h2", "title", [title]);
    this.title.id = "title";
    this.title.tabIndex = -1;
    this.size = tool("size", WORDS.textSize, enlarge);
    this.contrast = tool("contrast", WORDS.contrast, toggleContrast, WORDS.contrastLong);
    this.again = tool("again", WORDS.forget, forget, WORDS.forgetLong);
    this.call = element("a", "tool call");
    this.call.hidden = true;
    const tools = element("div", "tools", [this.size, this.contrast, this.again, this.call]);
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", WORDS.tools);
    const out = close ? [button("tool close", [icon("close")], close, WORDS.close)] : [];
    this.box = element("header", "head", [element("div", "head-line", [this.title, ...out]), tools]);
  }

  set look({ text, strong }) {
    this.size.setAttribute("aria-label", `${WORDS.textSize}: ${WORDS.textSizes[text]}`);
    this.contrast.setAttribute("aria-pressed", String(strong));
  }

  set hotline({ hotline, hotline_name: name }) {
    this.call.href = `tel:${hotline}`;
    this.call.replaceChildren(icon("phone"), element("span", "", [hotline]));
    this.call.setAttribute("aria-label", `${WORDS.call(hotline)}: ${name}`);
    this.call.hidden = false;
  }
}

/** Keep Tab inside `panel` where it covers the whole screen; Escape does `close`. */
export function watchKeys(panel, close) {
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && close) {
      event.stopPropagation();
      close();
    }
    if (event.key === "Tab" && close && coversScreen()) stayInside(panel, event);
  });
}

export function coversScreen() {
  return matchMedia(PHONE).matches;
}

function stayInside(panel, event) {
  const stops = [...panel.querySelectorAll("button, a[href], textarea, input, select, [tabindex='0']")]
    .filter((stop) => stop.offsetParent !== null && !stop.hidden);
  const [first, last] = [stops[0], stops[stops.length - 1]];
  const now = panel.getRootNode().activeElement;
  if (event.shiftKey ? now === first : now === last) {
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}

function tool(name, words, action, label) {
  return button("tool", [icon(name), element("span", "", [words])], action, label);
}
