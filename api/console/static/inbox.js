// A request that is open on the screen: new messages without a reload, ready answers with a click.

const EVERY_MS = 4000;

/** Watch the conversation of this page, if there is one. */
export function installInbox() {
  const frame = document.getElementById("thread");
  if (!frame) {
    return;
  }
  frame.scrollTop = frame.scrollHeight;
  for (const link of document.querySelectorAll("[data-insert]")) {
    link.addEventListener("click", (event) => insert(event, link.dataset.insert));
  }
  const timer = setInterval(async () => {
    if (!document.hidden && !(await look(frame))) {
      clearInterval(timer);
    }
  }, EVERY_MS);
}

function insert(event, text) {
  const field = document.getElementById("answer-text");
  event.preventDefault();
  field.value = field.value.trim() ? `${field.value.trimEnd()}\n\n${text}` : text;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

/** Ask for news; false once there is nothing more to ask. */
async function look(frame) {
  const thread = frame.querySelector(".thread");
  const last = thread.lastElementChild?.dataset.id || "0";
  const query = new URLSearchParams({ seen: thread.dataset.seen, after: last });
  try {
    const reply = await fetch(`${frame.dataset.news}?${query}`, { headers: { accept: "application/json" } });
    if (reply.status === 200) {
      update(frame, thread, await reply.text());
    }
    return reply.status < 400;
  } catch {
    // The network may come back.
    return true;
  }
}

function update(frame, thread, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".thread");
  const atEnd = frame.scrollHeight - frame.scrollTop - frame.clientHeight < 80;
  for (const item of fresh.children) {
    const known = thread.querySelector(`[data-id="${item.dataset.id}"]`);
    if (!known) {
      thread.append(document.importNode(item, true));
    } else if (known.innerHTML !== item.innerHTML) {
      known.replaceWith(document.importNode(item, true));
    }
  }
  if (fresh.dataset.state !== thread.dataset.state) {
    document.getElementById("changed").hidden = false;
  }
  thread.dataset.seen = fresh.dataset.seen;
  if (atEnd) {
    frame.scrollTop = frame.scrollHeight;
  }
}
