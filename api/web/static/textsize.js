// Three sizes of text, remembered on this device.

const KEY = "motcua.text-size";
const SIZES = ["normal", "large", "largest"];
const NAMES = { normal: "vừa", large: "lớn", largest: "rất lớn" };

/** Make `button` go through the sizes; `onChange` is called after each step. */
export function installTextSize(button, onChange) {
  apply(button, stored());
  button.addEventListener("click", () => {
    const next = SIZES[(SIZES.indexOf(document.documentElement.dataset.text) + 1) % SIZES.length];
    apply(button, next);
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Not remembered, then.
    }
    onChange();
  });
}

function stored() {
  try {
    const size = localStorage.getItem(KEY);
    return SIZES.includes(size) ? size : SIZES[0];
  } catch {
    return SIZES[0];
  }
}

function apply(button, size) {
  document.documentElement.dataset.text = size;
  button.setAttribute("aria-label", `Cỡ chữ: ${NAMES[size]}. Bấm để đổi.`);
}
