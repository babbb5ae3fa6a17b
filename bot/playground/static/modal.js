// Forms: what a bot asks for in a dialog.

import { dots, h, icon, uid } from "./dom.js";
import { encodeFile } from "./api.js";
import { markdown } from "./markdown-dom.js";
import { selectMenu } from "./select.js";
import { bytes } from "./media.js";

/**
 * openModal shows a form: {title, components}. submit(fields, files) sends it
 * and returns what went wrong, in a sentence, or "" to close it.
 */
export function openModal(modal, bot, submit) {
  const fields = [];
  const body = h("div", { class: "modal-body" }, (modal.components ?? []).map((c) => block(c, fields)));
  const error = h("p", { class: "form-error", role: "alert", hidden: true });
  const send = h("button", { type: "submit", class: "button primary" }, h("span", { class: "button-label" }, "Submit"), dots());
  const titleID = uid("title");
  const form = h("form", { method: "dialog", novalidate: true },
    h("header", { class: "modal-head" },
      h("div", {}, h("h2", { id: titleID }, modal.title), h("p", {}, `This form goes to ${bot.name}. Do not put passwords in it.`)),
      h("button", { type: "button", class: "attach", "aria-label": "Close", onclick: () => dialog.close() }, icon("close"))),
    body, error,
    h("footer", { class: "modal-foot" }, h("button", { type: "button", class: "button secondary", onclick: () => dialog.close() }, h("span", { class: "button-label" }, "Cancel")), send));
  const dialog = h("dialog", { class: "modal", "aria-labelledby": titleID }, form);

  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    const wrong = fields.map((f) => [f, f.check()]).filter(([, sentence]) => sentence);
    if (wrong.length) return wrong[0][0].focus();
    waiting(true);
    let sentence;
    try {
      sentence = await submit(...await collect(fields));
    } catch (err) {
      sentence = err.message;
    }
    waiting(false);
    if (!sentence) return dialog.close();
    error.textContent = sentence;
    error.hidden = false;
  });
  const waiting = (on) => {
    send.classList.toggle("waiting", on);
    send.disabled = on;
  };
  const before = document.activeElement;
  dialog.addEventListener("close", () => {
    dialog.remove();
    before.blur(); // the browser gives the focus back without a caret, and typing goes nowhere
    before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  fields[0]?.focus();
  return dialog;
}

async function collect(fields) {
  const values = {};
  const files = {};
  for (const f of fields) {
    if (f.files) files[f.id] = await Promise.all(f.files().map(encodeFile));
    else values[f.id] = f.value();
  }
  return [values, files];
}

// block draws a component of the form: a label with its field, an old action
// row with a text input, or text.
function block(c, fields) {
  if (c.type === 10) return markdown(c.content);
  if (c.type === 1) return (c.components ?? []).map((inner) => labelled(inner, inner.label, "", fields));
  if (c.type === 18) return labelled(c.component, c.label, c.description, fields);
  return h("p", { class: "unknown" }, `[component of type ${c.type}]`);
}

function labelled(c, label, description, fields) {
  const make = { 3: selectField, 4: textField, 19: fileField }[c?.type];
  if (!make) return h("p", { class: "unknown" }, `[component of type ${c?.type}]`);
  const required = c.required !== false && c.min_values !== 0;
  const id = uid("field");
  const problem = h("p", { class: "field-error", id: `${id}-error`, role: "alert", hidden: true });
  const field = make(c, { id, label, required });
  field.id = c.custom_id;
  const check = field.check;
  field.check = () => {
    const sentence = check();
    problem.textContent = sentence;
    problem.hidden = !sentence;
    return sentence;
  };
  fields.push(field);
  field.element.addEventListener("input", () => { problem.hidden = true; });
  return h("div", { class: "field" },
    h("label", { for: id }, label, required && h("span", { class: "star", title: "required" }, " *")),
    description && h("p", { class: "field-help", id: `${id}-help` }, description),
    field.element, problem);
}

function textField(c, { id, required }) {
  const long = c.style === 2;
  const max = c.max_length ?? 4000;
  const input = h(long ? "textarea" : "input", {
    id, type: long ? null : "text", rows: long ? 8 : null, maxlength: max, placeholder: c.placeholder, autocomplete: "off",
    "aria-required": String(required), "aria-describedby": `${id}-help ${id}-error`,
  });
  input.value = c.value ?? "";
  const left = h("span", { class: "left", "aria-hidden": "true" });
  const paint = () => { left.textContent = String(max - input.value.length); };
  input.addEventListener("input", paint);
  paint();
  return {
    element: h("div", { class: "text-field" }, input, c.max_length && h("div", {}, left)),
    focus: () => input.focus(),
    value: () => input.value,
    check: () => {
      if (!input.value.trim()) return required ? "This field is required." : "";
      return c.min_length && input.value.length < c.min_length ? `Write at least ${c.min_length} characters.` : "";
    },
  };
}

function selectField(c, { label, required }) {
  let values = (c.options ?? []).filter((o) => o.default).map((o) => o.value);
  const element = selectMenu({ ...c, options: c.options ?? [] }, (v) => {
    values = v;
    element.dispatchEvent(new Event("input"));
  }, label);
  return {
    element,
    focus: () => element.querySelector("button").focus(),
    value: () => values.join("\n"),
    check: () => (required && !values.length ? "Choose one." : ""),
  };
}

function fileField(c, { id, required }) {
  const chooser = h("input", { type: "file", id, class: "sr", multiple: (c.max_values ?? 1) > 1, onchange: () => paint() });
  const names = h("span", {}, "Choose or drop a file");
  const element = h("div", { class: "drop" }, chooser, icon("file"), names, h("button", { type: "button", class: "button secondary", onclick: () => chooser.click() }, h("span", { class: "button-label" }, "Browse")));
  element.addEventListener("dragover", (e) => e.preventDefault());
  element.addEventListener("drop", (e) => { e.preventDefault(); chooser.files = e.dataTransfer.files; paint(); });
  const paint = () => {
    names.textContent = [...chooser.files].map((f) => `${f.name} (${bytes(f.size)})`).join(", ") || "Choose or drop a file";
  };
  return {
    element,
    focus: () => chooser.focus(),
    files: () => [...chooser.files],
    check: () => {
      if (required && !chooser.files.length) return "Choose a file.";
      return chooser.files.length > (c.max_values ?? 1) ? `Choose at most ${c.max_values ?? 1}.` : "";
    },
  };
}
