// What the console adds where scripts run: automatic sign-out, kept drafts, printing.

import { installDrafts, keepDrafts } from "./drafts.js";
import { installIdle } from "./idle.js";
import { installInbox } from "./inbox.js";

document.documentElement.classList.add("scripted");
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
// On a phone the menu is one line that scrolls.
document.querySelector(".menu [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
const { owner, idle } = document.body.dataset;
if (owner && idle) {
  installDrafts(owner);
  installIdle(Number(idle), () => keepDrafts(owner));
}
installInbox();
