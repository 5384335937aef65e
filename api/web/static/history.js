// The conversation, kept in this tab until it is closed, so that a reload loses nothing.
// A turn: {request: {text} | {payload, title}, messages: [...] | null, failure: {message, editable} | null}.

const KEY = "motcua.turns";
const MOST_TURNS = 60;

export class History {
  constructor() {
    this.turns = read();
  }

  add(turn) {
    this.turns = [...this.turns, turn].slice(-MOST_TURNS);
    this.save();
  }

  clear() {
    this.turns = [];
    this.save();
  }

  save() {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(this.turns));
    } catch {
      // No storage, or full: the conversation then lives as long as the page.
    }
  }
}

function read() {
  try {
    const turns = JSON.parse(sessionStorage.getItem(KEY) || "[]");
    return Array.isArray(turns) ? turns.filter((turn) => turn?.request) : [];
  } catch {
    return [];
  }
}
