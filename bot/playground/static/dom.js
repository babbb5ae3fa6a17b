// Building DOM nodes. Content only ever becomes text nodes and checked
// attributes; nothing on this page is parsed as HTML.

/** h makes an element. Props named on… are listeners, the rest attributes. */
export function h(tag, props = {}, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) el.addEventListener(name.slice(2), value);
    else if (name === "class") el.className = value;
    else el.setAttribute(name, value === true ? "" : String(value));
  }
  append(el, children);
  return el;
}

export function append(el, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false || child === "") continue;
    el.append(child);
  }
  return el;
}

const SVG = "http://www.w3.org/2000/svg";

// Our own line drawings on a 24 by 24 grid.
const drawings = {
  reply: "M10 7 4 12l6 5M4.5 12H14c4 0 6 2 6 6",
  more: "M5.5 12h1M11.5 12h1M17.5 12h1",
  apps: "M5 5h5v5H5zM14 5h5v5h-5zM5 14h5v5H5zM16.5 13.5v6M13.5 16.5h6",
  chevron: "m9 6 6 6-6 6",
  down: "m6 9 6 6 6-6",
  close: "m6 6 12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  file: "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  open: "M14 4h6v6M20 4l-9 9M18 14v5H5V6h5",
  slash: "M6 4h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM14 8l-4 8",
  menu: "M4 7h16M4 12h16M4 17h16",
  copy: "M9 9h10v10H9zM5 15V5h10",
  send: "M4 12 20 4l-4 16-4-7z",
  hash: "M10 4 8 20M16 4l-2 16M4.5 9h16M3.5 15h16",
  at: "M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM15.5 12v1.5c0 2 4 2.4 4-1.5a7.5 7.5 0 1 0-3 6",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  warn: "M12 4 2.5 20h19zM12 10v5M12 17.5h.01",
};

export function icon(name, label) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else {
    svg.setAttribute("aria-hidden", "true");
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", drawings[name]);
  svg.append(path);
  return svg;
}

/** dots are what shows that something is awaited. */
export const dots = () => h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));

// Avatars are initials on a colour. Colours are dealt in the order in which
// people are first met, so that the first eight look different.
const hues = [222, 12, 280, 44, 336, 196, 96, 160];
const dealt = new Map();

/** meet gives a person's colour, by ID. */
export function meet(id) {
  if (!dealt.has(id)) dealt.set(id, hues[dealt.size % hues.length]);
  return dealt.get(id);
}

export function avatar(user, size = "") {
  const el = h("span", { class: `avatar ${size} ${user.bot ? "avatar-bot" : ""}`, "aria-hidden": "true" }, initials(user.name));
  if (!user.bot) el.style.setProperty("--hue", meet(user.id));
  return el;
}

export function initials(name) {
  const words = String(name || "?").trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return letters.map((w) => [...w][0] ?? "").join("").toUpperCase();
}

let counter = 0;

/** uid makes an id for aria references. */
export const uid = (prefix) => `${prefix}-${++counter}`;
