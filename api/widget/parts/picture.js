// A picture before it is sent: smaller for slow networks, and without what the camera wrote in.

import { SendError } from "./server.js";
import { WORDS } from "./words.js";

const TYPES = ["image/jpeg", "image/png", "image/webp"];
const LONGEST_SIDE = 1600;

/** `file` as a JPEG to send. Throws SendError where it is no picture, or over `limit` bytes. */
export async function prepared(file, limit) {
  if (!TYPES.includes(file.type)) throw new SendError(WORDS.notAnImage, { editable: true });
  const drawn = await redrawn(file).catch(() => null);
  const sent = drawn || file;
  if (sent.size > limit) throw new SendError(WORDS.imageTooLarge, { editable: true });
  return sent;
}

async function redrawn(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.85); });
}
