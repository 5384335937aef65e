// The style sheet, by a way that a page's content security policy does not forbid.

/** Give `root` our style sheet. `CSS_TEXT` stands before all parts in the built file. */
export function adopt(root) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS_TEXT);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // An older browser.
    const style = document.createElement("style");
    style.textContent = CSS_TEXT;
    root.append(style);
  }
}
