// What somebody was typing when the session ended, kept in this tab for the same person.

const PREFIX = "motcua.draft:";

/** Restore what `owner` was typing on this page; what others left is thrown away. */
export function installDrafts(owner) {
  forgetOthers(owner);
  const key = keyFor(owner);
  const kept = read(key);
  sessionStorage.removeItem(key);
  if (kept && kept.map((values, place) => restore(place, values)).some(Boolean)) {
    document.getElementById("restored").hidden = false;
  }
}

/** Keep the fields of every form marked `data-keep`, as far as they were changed. */
export function keepDrafts(owner) {
  const forms = keptForms().map((form) => changedFields(form));
  if (forms.some((fields) => fields.length)) {
    sessionStorage.setItem(keyFor(owner), JSON.stringify(forms));
  }
}

function keptForms() {
  return [...document.querySelectorAll("form[data-keep]")];
}

function fieldsOf(form) {
  const never = ["hidden", "password", "file", "submit"];
  return [...form.elements].filter((field) => field.name && !never.includes(field.type));
}

function changedFields(form) {
  return fieldsOf(form)
    .filter((field) => isChanged(field))
    .map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]);
}

function isChanged(field) {
  if (field.type === "checkbox") {
    return field.checked !== field.defaultChecked;
  }
  if (field instanceof HTMLSelectElement) {
    return ![...field.options].some((option) => option.selected && option.defaultSelected) && field.selectedIndex > 0;
  }
  return field.value !== field.defaultValue;
}

function restore(place, values) {
  const form = keptForms()[place];
  if (!form) {
    return false;
  }
  for (const [name, value] of values) {
    const field = fieldsOf(form).find((one) => one.name === name);
    if (field && typeof value === "boolean") {
      field.checked = value;
    } else if (field) {
      field.value = value;
    }
  }
  return values.length > 0;
}

function keyFor(owner) {
  return `${PREFIX}${owner}:${location.pathname}`;
}

function forgetOthers(owner) {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX) && !key.startsWith(`${PREFIX}${owner}:`)) {
      sessionStorage.removeItem(key);
    }
  }
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}
