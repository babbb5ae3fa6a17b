// The list above the message box: commands, options, choices, people. The
// focus stays in the input; aria-activedescendant says where in the list it is.

import { h, uid } from "./dom.js";

export class Popup {
  /** The element is the list's place, above the message box. */
  constructor(element) {
    this.element = element;
    this.list = h("ul", { role: "listbox", id: uid("popup"), class: "popup-list" });
    this.title = h("div", { class: "popup-title" });
    this.note = h("div", { class: "popup-note", role: "status" });
    element.append(this.title, this.note, this.list);
    element.hidden = true;
    this.items = [];
    this.active = -1;
  }

  get open() { return !this.element.hidden && this.items.length > 0; }

  /**
   * show lists items ({mark, label, detail, side, value}) for an input.
   * selected: whether the first one is taken by Enter without moving to it.
   */
  show(input, items, onPick, { title = "", note = "", selected = true } = {}) {
    if (this.input && this.input !== input) this.release();
    Object.assign(this, { input, items, onPick });
    this.title.replaceChildren(title);
    this.title.hidden = !title;
    this.note.textContent = note;
    this.note.hidden = !note;
    this.list.hidden = items.length === 0;
    this.list.replaceChildren(...items.map((item, i) => this.row(item, i)));
    this.element.hidden = !items.length && !title && !note;
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", String(items.length > 0));
    this.mark(selected && items.length ? 0 : -1);
  }

  row(item, i) {
    return h("li", {
      role: "option", id: uid("option"), "aria-selected": "false",
      onpointerdown: (e) => e.preventDefault(),
      onclick: () => { this.mark(i); this.pick(); },
      onpointermove: () => this.mark(i, false),
    }, item.mark, h("span", { class: "popup-text" }, h("b", {}, item.label), item.detail && h("span", {}, item.detail)), item.side && h("span", { class: "popup-side" }, item.side));
  }

  mark(i, scroll = true) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = i;
    const row = this.list.children[i];
    if (!row) return this.input?.removeAttribute("aria-activedescendant");
    row.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", row.id);
    if (scroll) row.scrollIntoView({ block: "nearest" });
  }

  move(step) {
    const n = this.items.length;
    this.mark(this.active < 0 ? (step > 0 ? 0 : n - 1) : (this.active + step + n) % n);
  }

  /** pick takes the marked item; false when there is none. */
  pick() {
    const item = this.items[this.active];
    if (!this.open || !item) return false;
    const { onPick } = this;
    this.hide();
    onPick(item);
    return true;
  }

  release() {
    this.input?.setAttribute("aria-expanded", "false");
    this.input?.removeAttribute("aria-activedescendant");
  }

  hide() {
    this.release();
    this.element.hidden = true;
    this.items = [];
    this.active = -1;
  }

  /** key handles a key of the input's; true when it was for the list. */
  key(e) {
    if (this.open && (e.key === "ArrowDown" || e.key === "ArrowUp")) {
      this.move(e.key === "ArrowDown" ? 1 : -1);
      return true;
    }
    if (!this.element.hidden && e.key === "Escape") {
      this.hide();
      return true;
    }
    return (e.key === "Enter" || e.key === "Tab") && !e.shiftKey && this.pick();
  }
}
