// The calls to the server.

const MESSAGES = "/api/v1/chat/messages";
const SESSION = "/api/v1/chat/session";
// Longer than the server itself waits for the assistant.
const LONGEST_WAIT_MS = 30000;

/** What went wrong, in words for the person; `editable`: sending the same again is no use. */
export class SendError extends Error {
  constructor(message, editable = false) {
    super(message);
    this.editable = editable;
  }
}

const NO_NETWORK =
  "Máy của anh/chị chưa vào được mạng. Câu hỏi vẫn còn đây, có mạng lại anh/chị bấm nút dưới nhé.";
const NO_ANSWER =
  "Hệ thống đang chậm nên em chưa trả lời được. Câu hỏi vẫn còn đây, anh/chị bấm nút dưới để gửi lại.";

/** The messages that answer `request` ({text} or {payload, title}). Throws SendError. */
export async function ask(request) {
  const response = await post(request);
  const body = await response.json().catch(() => null);
  if (response.ok && Array.isArray(body?.messages)) return body.messages;
  const editable = response.status === 413 || response.status === 422;
  throw new SendError(body?.message || NO_ANSWER, editable);
}

/** Begin a new conversation on the server; a failure does not matter here. */
export async function endSession() {
  await fetch(SESSION, { method: "DELETE" }).catch(() => null);
}

async function post(request) {
  try {
    return await fetch(MESSAGES, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    });
  } catch {
    throw new SendError(navigator.onLine ? NO_ANSWER : NO_NETWORK);
  }
}
