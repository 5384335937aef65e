// Making elements. Nothing is ever parsed as HTML.

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  phone: "M6 3h3l2 5-2.5 1.8a12 12 0 0 0 5.7 5.7L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z",
  send: "M4 12h15M13 5.5 19.5 12 13 18.5",
  again: "M19.5 12a7.5 7.5 0 1 1-2.4-5.5M19.5 3.5v4.2h-4.2",
  close: "M6 6l12 12M18 6 6 18",
  chat: "M4 5h16v11H10l-5 4v-4H4zM8 9h8M8 12h5",
  image: "M4 7h3l1.5-2h7L17 7h3v12H4zM12 16a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z",
  contrast: "M12 4a8 8 0 1 0 0 16 8 8 0 1 0 0-16z",
  size: "M3 19 8.5 5 14 19M5 14.5h7M17 8v7M13.8 11.5h6.4",
  thumb: "M4 11h3.5v9H4zM7.5 11.5 11.5 4c2 0 2.6 1.4 2.2 3l-.7 3.2h5.5c1.3 0 2 1.1 1.7 2.3l-1.5 5.8c-.2 1-1 1.7-2 1.7H7.5",
  file: "M6 3h8l4 4v14H6zM12 10v7M9 14.5l3 3 3-3",
};

// The part of a drawing that is filled.
const FILLED = { contrast: "M12 4a8 8 0 0 1 0 16z" };

/** An element with a class and children (nodes or strings). */
export function element(tag, className, children = []) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** Words for screen readers only. */
export function unseen(words, tag = "p") {
  return element(tag, "unseen", [words]);
}

/** A drawing beside words; screen readers pass over it. */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("class", "icon");
  drawing.append(path(ICONS[name]));
  if (FILLED[name]) drawing.append(path(FILLED[name], "half"));
  return drawing;
}

function path(line, className = "") {
  const made = document.createElementNS(SVG, "path");
  made.setAttribute("d", line);
  made.setAttribute("class", className);
  return made;
}

/** A button that does `action`; `label` is said where it tells more than the words. */
export function button(className, children, action, label) {
  const made = element("button", className, children);
  made.type = "button";
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", action);
  return made;
}

/** A link to a new tab; `address` has been checked. */
export function outside(className, address, children) {
  const link = element("a", className, children);
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

/** Whether `address` is one that a message may link to. */
export function isWebAddress(address) {
  if (typeof address !== "string" || !address.startsWith("https://")) return false;
  try {
    return Boolean(new URL(address));
  } catch {
    return false;
  }
}
