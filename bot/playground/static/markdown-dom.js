// Drawing the Markdown tree as DOM nodes.

import { h } from "./dom.js";
import { parse } from "./markdown.js";
import { webLink } from "./api.js";

/**
 * markdown draws a text. names gives what mentions are called:
 * {user(id), channel(id)}, each a string or undefined.
 */
export function markdown(text, names = {}) {
  const root = h("div", { class: "md" });
  root.append(...draw(parse(text), names));
  return root;
}

function draw(nodes, names) {
  return nodes.map((node) => (typeof node === "string" ? document.createTextNode(node) : drawers[node.type](node, names)));
}

const wrap = (tag, props) => (node, names) => h(tag, props, draw(node.children, names));
const pill = (text, props = {}) => h("span", { class: "mention", ...props }, text);

const drawers = {
  strong: wrap("strong"),
  em: wrap("em"),
  underline: wrap("u"),
  strike: wrap("s"),
  quote: wrap("blockquote"),
  small: wrap("small", { class: "small" }),
  item: wrap("li"),
  heading: (node, names) => h(`h${node.level + 2}`, { class: `h h${node.level}` }, draw(node.children, names)),
  list: (node, names) => h(node.ordered ? "ol" : "ul", { start: node.ordered && node.start !== 1 ? node.start : null }, draw(node.children, names)),
  code: (node) => h("code", {}, node.text),
  codeblock: (node) => h("pre", { tabindex: 0 }, h("code", { "data-lang": node.lang || null }, node.text)),
  spoiler: (node, names) => spoiler(h("span", {}, draw(node.children, names))),
  link: drawLink,
  user: (node, names) => pill(`@${names.user?.(node.id) ?? "unknown-user"}`),
  channel: (node, names) => pill(`#${names.channel?.(node.id) ?? "unknown"}`),
  role: (node, names) => pill(`@${names.role?.(node.id) ?? "role"}`),
  everyone: (node) => pill(node.text),
  command: (node) => pill(`/${node.name}`),
  emoji: (node) => document.createTextNode(`:${node.name}:`),
  time: (node) => {
    const date = new Date(node.seconds * 1000);
    return isNaN(date) ? document.createTextNode(`<t:${node.seconds}>`) : h("time", { datetime: date.toISOString(), title: shortDate(date, "F") }, shortDate(date, node.style));
  },
};

function drawLink(node, names) {
  const href = webLink(node.href);
  const children = draw(node.children, names);
  if (!href) return h("span", {}, children);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer", title: href }, children);
}

/** spoiler hides content until it is pressed. */
export function spoiler(content) {
  content.classList.add("spoiler-content");
  content.inert = true;
  const reveal = () => {
    box.classList.add("shown");
    content.inert = false;
    cover.remove();
  };
  const cover = h("button", { type: "button", class: "spoiler-cover", "aria-label": "Spoiler, press to show", onclick: reveal });
  const box = h("span", { class: "spoiler" }, content, cover);
  return box;
}

const formats = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { day: "2-digit", month: "2-digit", year: "numeric" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit" },
  S: { day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

/** shortDate writes a date in one of Discord's styles, as a British reader would. */
export function shortDate(date, style) {
  if (style === "R") return relative(date);
  return new Intl.DateTimeFormat("en-GB", formats[style] ?? formats.f).format(date);
}

const steps = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function relative(date) {
  const seconds = Math.round((date - Date.now()) / 1000);
  const [unit, size] = steps.find(([, n]) => Math.abs(seconds) >= n) ?? ["second", 1];
  return new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
