// What the <script> tag does: defines the element and, on a portal's page, places one.

import { MotcuaChat } from "./chat-element.js";

const PASSED_ON = ["heading", "label", "position", "color", "userToken"];

/** Place the widget as the attributes of our own <script> tag say. */
function place(script) {
  if (document.querySelector("motcua-chat")) return;
  const chat = document.createElement("motcua-chat");
  chat.setAttribute("server", script.dataset.server || new URL(script.src).origin);
  for (const name of PASSED_ON) {
    const value = script.dataset[name];
    if (value) chat.setAttribute(name.replace("userToken", "user-token"), value);
  }
  document.body.append(chat);
}

// Only known while the script runs for the first time.
const ownScript = document.currentScript;
if (!customElements.get("motcua-chat")) {
  customElements.define("motcua-chat", MotcuaChat);
  if (document.body) place(ownScript);
  else document.addEventListener("DOMContentLoaded", () => place(ownScript));
}
