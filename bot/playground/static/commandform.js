// A slash command being filled in, in place of the message box.

import { h } from "./dom.js";
import { makeOption } from "./option.js";

export class CommandForm {
  /**
   * entry is the command; hooks: {send(path, options), leave(text),
   * autocomplete(path, focused, options, signal)}.
   */
  constructor(entry, popup, hooks) {
    Object.assign(this, { entry, popup, hooks });
    this.pills = [];
    this.row = h("div", { class: "pills" });
    this.error = h("p", { class: "form-error", role: "alert", hidden: true });
    this.element = h("div", { class: "command-form", role: "group", "aria-label": `Command ${entry.path}` },
      h("div", { class: "command-line" }, h("span", { class: "command-name" }, `/${entry.path}`), this.row), this.error);
    this.adder = this.makeAdder();
    for (const o of entry.options.filter((o) => o.required)) this.add(o);
    this.paint();
  }

  // The last field of the row: the options that are not there yet.
  makeAdder() {
    const input = h("input", { class: "adder", role: "combobox", type: "text", autocomplete: "off", "aria-autocomplete": "list" });
    const list = () => {
      const typed = input.value.toLowerCase();
      const items = this.left().filter((o) => o.name.toLowerCase().includes(typed)).map((o) => ({ label: o.name, detail: o.description, value: o }));
      this.popup.show(input, items, (item) => this.choose(item.value), { title: items.length ? "Options" : "", selected: typed !== "" });
    };
    input.addEventListener("focus", list);
    input.addEventListener("input", list);
    input.addEventListener("blur", () => { input.value = ""; this.popup.hide(); });
    input.addEventListener("keydown", (e) => this.key(e, null));
    return input;
  }

  left() {
    return this.entry.options.filter((o) => !this.pills.some((p) => p.option === o));
  }

  choose(option) {
    this.adder.value = "";
    this.add(option).focus();
  }

  add(option) {
    const pill = makeOption(option, this);
    this.pills.push(pill);
    this.paint();
    return pill;
  }

  // paint appends what is missing; moving an element would take its focus.
  paint() {
    for (const pill of this.pills) if (!pill.element.isConnected || pill.element.parentNode !== this.row) this.row.append(pill.element);
    const n = this.left().length;
    this.adder.placeholder = this.pills.length || !this.entry.options.length ? `+${n} optional` : `+${n} optional, or press Enter`;
    this.adder.setAttribute("aria-label", `Add one of ${n} more options`);
    if (n || !this.entry.options.length) this.row.append(this.adder);
    else this.adder.remove();
    if (!this.entry.options.length) {
      this.adder.placeholder = "Press Enter to send";
      this.adder.setAttribute("aria-label", "Press Enter to send the command");
      this.adder.readOnly = true;
    }
  }

  focus() { (this.pills[0] ?? this.adder).focus(); }

  /** after moves on from a pill that has just been filled. */
  after(pill) {
    const next = this.pills[this.pills.indexOf(pill) + 1];
    if (next) next.focus();
    else if (this.adder.isConnected) this.adder.focus();
    else this.popup.hide();
  }

  /** key handles a key pressed in a pill, or in the adder (pill is null). */
  key(e, pill) {
    if (e.isComposing) return;
    const open = !this.popup.element.hidden && this.popup.items.length > 0;
    if (e.key === "Escape" && !open) {
      e.preventDefault();
      return this.hooks.leave("");
    }
    if (this.popup.key(e)) return e.preventDefault();
    if (e.key === "Enter") {
      e.preventDefault();
      this.send();
    } else if (e.key === "Backspace" && (pill ? pill.empty : !this.adder.value)) {
      e.preventDefault();
      this.erase(pill);
    }
  }

  // erase takes the empty pill away, or goes back into the one before.
  erase(pill) {
    const at = pill ? this.pills.indexOf(pill) : this.pills.length;
    if (pill && !pill.option.required) {
      this.pills.splice(at, 1);
      pill.element.remove();
      this.paint();
    }
    if (at > 0) this.pills[at - 1].focus();
    else if (pill && !pill.option.required) this.focus();
    else this.hooks.leave(`/${this.entry.path}`);
  }

  autocomplete(focused, signal) {
    const options = this.pills.map((p) => p.partial()).filter((o) => o && (o.name === focused || o.value !== ""));
    return this.hooks.autocomplete(this.entry.path, focused, options, signal);
  }

  complain(sentence) {
    this.error.textContent = sentence;
    this.error.hidden = !sentence;
  }

  async send() {
    for (const pill of this.pills) {
      const wrong = pill.check();
      this.complain(wrong);
      if (wrong) return pill.focus();
    }
    const options = (await Promise.all(this.pills.map((p) => p.value()))).filter(Boolean);
    this.hooks.send(this.entry.path, options);
  }
}
