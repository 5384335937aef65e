// How large the text is and how strong the contrast, remembered on this device.

import { shared } from "./memory.js";

const SIZES = ["normal", "large", "largest"];

export class Look {
  /** Shows itself as data attributes of `frame`; `changed` is called after each step. */
  constructor(frame, changed) {
    this.frame = frame;
    this.changed = changed;
    this.text = SIZES.includes(shared.get("text")) ? shared.get("text") : SIZES[0];
    this.strong = shared.get("contrast") === "high";
    this.show();
  }

  enlarge() {
    this.text = SIZES[(SIZES.indexOf(this.text) + 1) % SIZES.length];
    shared.set("text", this.text);
    this.show();
  }

  toggleContrast() {
    this.strong = !this.strong;
    shared.set("contrast", this.strong ? "high" : "normal");
    this.show();
  }

  show() {
    this.frame.dataset.text = this.text;
    this.frame.dataset.contrast = this.strong ? "high" : "normal";
    this.changed(this);
  }
}

/** White or near-black, whichever is easier to read on `color` ("#rrggbb"); else `null`. */
export function readableOn(color) {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color || "");
  if (!parts) return null;
  const [red, green, blue] = parts.slice(1).map((part) => linear(parseInt(part, 16) / 255));
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  // WCAG: contrast with white, and with #12202e (luminance .014).
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.064 ? "#ffffff" : "#12202e";
}

function linear(value) {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
