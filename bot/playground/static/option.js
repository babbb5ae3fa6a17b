// One option of a slash command being filled in: a pill with its name and what
// is typed. It knows its type's rules; the form around it knows the order.

import { h, icon } from "./dom.js";
import { encodeFile } from "./api.js";

const INTEGER = 4;
const BOOLEAN = 5;
const NUMBER = 10;
const ATTACHMENT = 11;
const SUGGEST_AFTER = 180; // milliseconds without a key before the bot is asked

/** makeOption returns the pill for option o; form is the CommandForm. */
export function makeOption(o, form) {
  return o.type === ATTACHMENT ? new FileOption(o, form) : new TextOption(o, form);
}

class Pill {
  constructor(o, form) {
    Object.assign(this, { option: o, form });
    this.element = h("span", { class: "pill", "data-option": o.name }, h("span", { class: "pill-name" }, o.name));
  }

  complain(sentence) {
    this.element.classList.toggle("wrong", Boolean(sentence));
    return sentence;
  }
}

class TextOption extends Pill {
  constructor(o, form) {
    super(o, form);
    this.choices = o.type === BOOLEAN ? [{ name: "True", value: true }, { name: "False", value: false }] : o.choices;
    this.taken = null; // the choice or suggestion that was taken: {name, value}
    this.input = h("input", {
      type: "text", size: 1, autocomplete: "off", spellcheck: "false", "aria-label": `${o.name}: ${o.description ?? ""}`,
      role: this.choices || o.autocomplete ? "combobox" : null, "aria-autocomplete": this.choices || o.autocomplete ? "list" : null,
      "aria-required": String(Boolean(o.required)), inputmode: o.type === INTEGER ? "numeric" : o.type === NUMBER ? "decimal" : null,
      maxlength: o.max_length ?? (o.type === 3 ? 6000 : 40),
    });
    this.grow = h("span", { class: "grow" }, this.input);
    this.element.append(this.grow);
    this.element.addEventListener("click", () => this.input.focus());
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("focus", () => this.suggest(false));
    this.input.addEventListener("blur", () => this.leave());
    this.input.addEventListener("keydown", (e) => form.key(e, this));
  }

  focus() { this.input.focus(); }

  get empty() { return this.input.value === ""; }

  typed() {
    this.taken = null;
    this.complain("");
    this.form.complain("");
    this.grow.dataset.value = this.input.value;
    this.suggest(true);
  }

  take(choice) {
    this.taken = choice;
    this.input.value = choice.name;
    this.grow.dataset.value = choice.name;
    this.complain("");
    this.form.after(this);
  }

  leave() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.form.popup.hide();
  }

  // suggest lists choices, or asks the bot once the person stops typing.
  suggest(typing) {
    const { popup } = this.form;
    const title = this.title();
    if (this.choices) {
      const typed = this.taken ? "" : this.input.value.toLowerCase();
      const fits = this.choices.filter((c) => c.name.toLowerCase().includes(typed));
      return popup.show(this.input, fits.map(item), (it) => this.take(it.value), { title, selected: !this.taken, note: fits.length ? "" : "No such choice." });
    }
    if (!this.option.autocomplete) return popup.show(this.input, [], () => {}, { title });
    popup.show(this.input, [], () => {}, { title, note: "Loading options…" });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), typing ? SUGGEST_AFTER : 0);
  }

  async ask() {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    const show = (items, note) => {
      if (asking.signal.aborted || document.activeElement !== this.input) return;
      this.form.popup.show(this.input, items, (it) => this.take(it.value), { title: this.title(), note, selected: !this.empty && !this.taken });
    };
    try {
      const out = await this.form.autocomplete(this.option.name, asking.signal);
      const choices = out.choices ?? [];
      show(choices.map(item), out.failed || (choices.length ? "" : "No options match your search."));
    } catch (err) {
      if (err.name !== "AbortError") show([], "Loading options failed.");
    }
  }

  title() {
    return [h("b", {}, this.option.name), ` ${this.option.description ?? ""}`].reduce((box, part) => { box.append(part); return box; }, h("span"));
  }

  /** partial is the value so far, for autocomplete. */
  partial() {
    return { name: this.option.name, type: this.option.type, value: this.taken ? this.taken.value : this.input.value };
  }

  /** check returns what is wrong, in a sentence, or "". */
  check() {
    const o = this.option;
    const text = this.input.value;
    if (!text.trim()) return this.complain(o.required ? `“${o.name}” is required.` : "");
    if (this.choices && !this.taken) {
      const exact = this.choices.find((c) => c.name.toLowerCase() === text.trim().toLowerCase());
      if (!exact) return this.complain(`Choose one of the values of “${o.name}”.`);
      this.taken = exact;
    }
    if (this.taken) return this.complain("");
    if (o.type === INTEGER || o.type === NUMBER) return this.complain(this.checkNumber(Number(text)));
    if (o.min_length && text.length < o.min_length) return this.complain(`“${o.name}” needs at least ${o.min_length} characters.`);
    return this.complain("");
  }

  checkNumber(n) {
    const o = this.option;
    if (!Number.isFinite(n) || (o.type === INTEGER && !Number.isSafeInteger(n))) return `“${o.name}” must be a ${o.type === INTEGER ? "whole " : ""}number.`;
    if (o.min_value !== undefined && n < o.min_value) return `“${o.name}” must be at least ${o.min_value}.`;
    if (o.max_value !== undefined && n > o.max_value) return `“${o.name}” must be at most ${o.max_value}.`;
    return "";
  }

  async value() {
    const o = this.option;
    if (!this.input.value.trim()) return null;
    const value = this.taken ? this.taken.value : o.type === INTEGER || o.type === NUMBER ? Number(this.input.value) : this.input.value;
    return { name: o.name, type: o.type, value };
  }
}

const item = (choice) => ({ label: choice.name, value: choice });

class FileOption extends Pill {
  constructor(o, form) {
    super(o, form);
    this.chooser = h("input", { type: "file", class: "sr", tabindex: -1, "aria-hidden": "true", onchange: () => this.paint() });
    this.input = h("button", { type: "button", class: "pill-file", "aria-label": `${o.name}: ${o.description ?? ""}`, onclick: () => this.chooser.click() });
    this.element.append(this.input, this.chooser);
    this.input.addEventListener("focus", () => form.popup.show(this.input, [], () => {}, { title: `${o.name} ${o.description ?? ""}` }));
    this.input.addEventListener("blur", () => form.popup.hide());
    this.input.addEventListener("keydown", (e) => {
      if (e.key === "Enter" && this.empty) return; // opens the file chooser
      form.key(e, this);
    });
    this.element.addEventListener("dragover", (e) => e.preventDefault());
    this.element.addEventListener("drop", (e) => {
      e.preventDefault();
      e.stopPropagation();
      this.chooser.files = e.dataTransfer.files;
      this.paint();
    });
    this.paint();
  }

  focus() { this.input.focus(); }

  get empty() { return !this.chooser.files.length; }

  paint() {
    this.complain("");
    this.input.replaceChildren(icon("file"), this.chooser.files[0]?.name ?? "Choose or drop a file");
  }

  partial() { return null; }

  check() {
    return this.complain(this.option.required && this.empty ? `Choose a file for “${this.option.name}”.` : "");
  }

  async value() {
    if (this.empty) return null;
    return { name: this.option.name, type: this.option.type, file: await encodeFile(this.chooser.files[0]) };
  }
}
