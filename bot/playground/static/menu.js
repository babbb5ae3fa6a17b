// A menu that opens at an element or a point, with the keyboard in it.

import { h, icon } from "./dom.js";

let closeOpen = null;

/**
 * openMenu shows items: {label, icon, act, checked, detail, mark} or
 * {heading}. The focus returns to where it was.
 */
export function openMenu(items, { anchor, point, label, above = false }) {
  closeOpen?.();
  const before = document.activeElement;
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label }, items.map((item) => row(item, done)));
  document.body.append(menu);
  position(menu, anchor, point, above);
  const rows = [...menu.querySelectorAll("button")];
  const focus = (i) => rows[(i + rows.length) % rows.length]?.focus();

  function done(refocus = true) {
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    anchor?.classList.remove("held");
    closeOpen = null;
    if (refocus) before?.focus?.({ preventScroll: true });
  }
  const outside = (e) => { if (!menu.contains(e.target)) done(false); };
  menu.addEventListener("keydown", (e) => {
    const at = rows.indexOf(document.activeElement);
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
    if (e.key in moves) focus(moves[e.key]);
    else if (e.key === "Escape" || e.key === "Tab") done();
    else return;
    e.preventDefault();
    e.stopPropagation();
  });
  document.addEventListener("pointerdown", outside, true);
  anchor?.classList.add("held");
  closeOpen = done;
  focus(Math.max(0, rows.findIndex((r) => r.getAttribute("aria-checked") === "true")));
}

function row(item, done) {
  if (item.heading) return h("div", { class: "menu-heading", role: "presentation" }, item.heading);
  const choice = item.checked !== undefined;
  return h("button", {
    type: "button", role: choice ? "menuitemradio" : "menuitem", "aria-checked": choice ? String(item.checked) : null,
    onclick: () => { done(); item.act(); },
  }, item.mark, h("span", { class: "menu-text" }, h("span", {}, item.label), item.detail && h("small", {}, item.detail)), item.icon && icon(item.icon));
}

function position(menu, anchor, point, above) {
  const box = anchor?.getBoundingClientRect() ?? { left: point.x, right: point.x, top: point.y, bottom: point.y };
  const { width, height } = menu.getBoundingClientRect();
  const left = anchor && !above ? box.right - width : box.left;
  let top = above ? box.top - height - 6 : box.bottom + 4;
  if (top + height > innerHeight - 8) top = box.top - height - 4;
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, top)}px`;
}
