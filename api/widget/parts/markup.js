// A message's text as DOM nodes. Text is never parsed as HTML: what is not one of our marks
// stays text. Marks: *bold*, line breaks, "1. " and "• " lists, https addresses, the hotline,
// and a last paragraph beginning with "Mã " as the small source line. api/web/markup.py makes
// the same HTML of the same text; tests/markup_cases.json is fed to both.

import { element } from "./dom.js";
import { WORDS } from "./words.js";

const SOURCE_START = "Mã ";
// No look-behind here: older iPhones could then not read the whole script.
const BOLD = /\*([^\s*](?:[^*\n]*[^\s*])?)\*/;
const LINK = /https:\/\/[^\s<>"'*]+[^\s<>"'*.,;:!?)\]}»”]/g;
const NUMBERED = /^(\d{1,3})\.\s+(.*)$/;
const BULLET = /^[•\-–]\s+(.*)$/;

/** Nodes for `text`; `hotline` becomes a link that calls it. */
export function messageNodes(text, hotline) {
  const paragraphs = text.split(/\n\s*\n/).map((part) => part.trim()).filter(Boolean);
  const last = paragraphs.length - 1;
  return paragraphs.flatMap((part, place) =>
    place === last && part.startsWith(SOURCE_START)
      ? [element("p", "source", part.split("\n").flatMap((line) => inline(line, hotline)))]
      : blocks(part, hotline),
  );
}

function blocks(paragraph, hotline) {
  const made = [];
  for (const line of paragraph.split("\n")) {
    const item = listItem(line);
    const current = made[made.length - 1];
    if (!item) {
      if (current?.tagName === "P") current.append(document.createElement("br"));
      else made.push(element("p"));
      made[made.length - 1].append(...inline(line, hotline));
    } else {
      if (current?.tagName !== item.tag) made.push(element(item.tag));
      const entry = element("li", "", inline(item.text, hotline));
      // The number that was written, also where a list goes on after a remark.
      if (item.number) entry.value = item.number;
      made[made.length - 1].append(entry);
    }
  }
  return made;
}

function listItem(line) {
  const numbered = NUMBERED.exec(line);
  if (numbered) return { tag: "OL", number: Number(numbered[1]), text: numbered[2] };
  const bullet = BULLET.exec(line);
  return bullet && { tag: "UL", text: bullet[1] };
}

function inline(line, hotline) {
  // split() keeps what the group caught: odd places stood between stars.
  return line
    .split(BOLD)
    .flatMap((piece, place) =>
      place % 2 ? [element("strong", "", links(piece, hotline))] : links(piece, hotline),
    );
}

function links(text, hotline) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    nodes.push(...calls(text.slice(end, match.index), hotline), webLink(match[0]));
    end = match.index + match[0].length;
  }
  nodes.push(...calls(text.slice(end), hotline));
  return nodes;
}

function webLink(address) {
  // No parser of addresses may turn it into another one than is shown.
  const link = element("a", "", [address]);
  link.setAttribute("href", address);
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.setAttribute("aria-label", `${address} ${WORDS.newTab}`);
  return link;
}

function calls(text, hotline) {
  if (!/^\d+$/.test(hotline || "")) return text ? [text] : [];
  // Not inside a longer number such as a procedure's code.
  const number = new RegExp(`(^|[^\\d.,])(${hotline})(?!\\d|[.,]\\d)`, "g");
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(number)) {
    const start = match.index + match[1].length;
    nodes.push(text.slice(end, start), callLink(hotline));
    end = start + hotline.length;
  }
  return [...nodes, text.slice(end)].filter((piece) => piece !== "");
}

function callLink(hotline) {
  const link = element("a", "call", [hotline]);
  link.href = `tel:${hotline}`;
  return link;
}
