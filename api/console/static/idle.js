// Sign out when nobody is there: warn, then leave. The server decides; this page only asks.

const SESSION = "/console/session";
const SIGN_IN = "/console/sign-in";
const WARN_S = 120;
// A little early: the server must still know whose session it ends.
const LEAVE_S = 2;

/** Watch for activity; `beforeLeaving` is called before the page signs out. */
export function installIdle(idleSeconds, beforeLeaving) {
  const warnAt = Math.min(WARN_S, idleSeconds / 2);
  const dialog = document.getElementById("idle");
  const leftText = document.getElementById("idle-left");
  let deadline = Date.now() + idleSeconds * 1000;
  let active = false;
  let asking = false;
  let leaving = false;

  const left = () => (deadline - Date.now()) / 1000;
  const set = (seconds) => {
    deadline = Date.now() + seconds * 1000;
  };

  async function ask(method) {
    asking = true;
    try {
      const headers = { accept: "application/json", "x-form-token": document.body.dataset.formToken };
      const reply = await fetch(SESSION, { method, headers });
      if (reply.ok) {
        set((await reply.json()).seconds);
      } else if (reply.status === 401) {
        set(0);
      }
    } catch {
      // Without a network the clock of this page counts on.
    } finally {
      asking = false;
    }
  }

  async function leave() {
    leaving = true;
    // Another tab may have kept the session alive.
    await ask("GET");
    if (left() > warnAt) {
      leaving = false;
      dialog.close();
      return;
    }
    beforeLeaving();
    const here = location.pathname + location.search;
    if (left() <= 0) {
      location.assign(`${SIGN_IN}?expired=1&next=${encodeURIComponent(here)}`);
      return;
    }
    const form = document.getElementById("idle-leave");
    form.elements.reason.value = "idle";
    form.elements.next.value = here;
    form.submit();
  }

  async function warn() {
    await ask("GET");
    if (left() <= warnAt && !dialog.open && !leaving) {
      dialog.showModal();
      document.getElementById("idle-stay").focus();
    }
  }

  async function stay() {
    await ask("POST");
    dialog.close();
  }

  function tick() {
    if (leaving || asking) {
      return;
    }
    if (left() <= LEAVE_S) {
      leave();
    } else if (dialog.open) {
      leftText.textContent = inWords(Math.ceil(left()));
    } else if (left() <= warnAt) {
      warn();
    } else if (active && left() < idleSeconds * 0.75) {
      active = false;
      ask("POST");
    }
  }

  for (const kind of ["keydown", "pointerdown", "input", "wheel"]) {
    document.addEventListener(kind, () => { active = !dialog.open; }, { passive: true });
  }
  document.getElementById("idle-stay").addEventListener("click", stay);
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });
  // A page from the browser's memory may be long over.
  window.addEventListener("pageshow", (event) => { if (event.persisted) { ask("GET"); } });
  setInterval(tick, 500);
}

function inWords(seconds) {
  return seconds >= 60 ? `${Math.floor(seconds / 60)} phút ${seconds % 60} giây` : `${Math.max(0, seconds)} giây`;
}
