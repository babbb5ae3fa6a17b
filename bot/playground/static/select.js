// A select menu: a button that opens a list box, one choice or several.

import { h, icon, uid } from "./dom.js";

/**
 * selectMenu draws component c: {placeholder, options, min_values, max_values,
 * disabled, busy}. onChoose gets the values: of a single choice at once, of
 * several when the list closes.
 */
export function selectMenu(c, onChoose, labelled) {
  const min = c.min_values ?? 1;
  const max = Math.min(c.max_values ?? 1, c.options.length || 1);
  const chosen = new Set(c.options.filter((o) => o.default).map((o) => o.value));
  const listID = uid("list");
  let active = 0;
  let before = "";

  const label = h("span", { class: "select-label" });
  const list = h("ul", { class: "select-list", role: "listbox", id: listID, "aria-multiselectable": max > 1 ? "true" : null, hidden: true });
  const toggle = h("button", {
    type: "button", class: "select-toggle", role: "combobox", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-controls": listID,
    "aria-label": labelled ?? c.placeholder ?? "Make a selection", "data-custom-id": c.custom_id, disabled: Boolean(c.disabled || c.busy), "aria-busy": c.busy ? "true" : null,
  }, label, icon("down"));
  const box = h("div", { class: `select ${c.busy ? "waiting" : ""}` }, toggle, list);

  const rows = c.options.map((o, i) => {
    const row = h("li", { role: "option", id: uid("option"), "data-value": o.value },
      o.emoji && h("span", { class: "emoji" }, o.emoji.name),
      h("span", { class: "select-text" }, h("b", {}, o.label), o.description && h("span", {}, o.description)),
      h("span", { class: max > 1 ? "tick" : "dot", "aria-hidden": "true" }));
    row.addEventListener("pointerdown", (e) => e.preventDefault());
    row.addEventListener("click", () => take(i));
    row.addEventListener("pointermove", () => mark(i));
    return row;
  });
  list.append(...rows);

  function paint() {
    const names = c.options.filter((o) => chosen.has(o.value)).map((o) => o.label);
    label.textContent = names.join(", ") || c.placeholder || "Make a selection";
    label.classList.toggle("placeholder", names.length === 0);
    rows.forEach((row, i) => row.setAttribute("aria-selected", String(chosen.has(c.options[i].value))));
  }

  function mark(i) {
    rows[active]?.classList.remove("active");
    active = (i + rows.length) % rows.length;
    rows[active].classList.add("active");
    toggle.setAttribute("aria-activedescendant", rows[active].id);
  }

  function take(i) {
    const value = c.options[i].value;
    if (max === 1) {
      chosen.clear();
      chosen.add(value);
      paint();
      return close();
    }
    if (chosen.has(value)) chosen.delete(value);
    else if (chosen.size < max) chosen.add(value);
    paint();
  }

  function open() {
    if (!rows.length) return;
    before = [...chosen].join("\n");
    list.hidden = false;
    toggle.setAttribute("aria-expanded", "true");
    mark(Math.max(0, c.options.findIndex((o) => chosen.has(o.value))));
    box.classList.toggle("upward", list.getBoundingClientRect().bottom > window.innerHeight - 8);
    list.scrollIntoView({ block: "nearest" });
    document.addEventListener("pointerdown", outside);
  }

  function close() {
    if (list.hidden) return;
    list.hidden = true;
    toggle.setAttribute("aria-expanded", "false");
    toggle.removeAttribute("aria-activedescendant");
    document.removeEventListener("pointerdown", outside);
    const values = c.options.map((o) => o.value).filter((v) => chosen.has(v));
    if ([...chosen].join("\n") !== before && values.length >= min) onChoose(values);
  }

  const outside = (e) => { if (!box.contains(e.target)) close(); };
  toggle.addEventListener("click", () => (list.hidden ? open() : close()));
  toggle.addEventListener("keydown", (e) => {
    const keys = { ArrowDown: 1, ArrowUp: -1 };
    if (e.key in keys) {
      e.preventDefault();
      if (list.hidden) open();
      else mark(active + keys[e.key]);
    } else if (!list.hidden && (e.key === "Enter" || e.key === " ")) {
      e.preventDefault();
      take(active);
    } else if (!list.hidden && (e.key === "Escape" || e.key === "Tab")) {
      if (e.key === "Escape") e.stopPropagation();
      close();
    }
  });
  toggle.addEventListener("keyup", (e) => { if (e.key === " ") e.preventDefault(); }); // or Firefox takes it for a click
  paint();
  return box;
}
