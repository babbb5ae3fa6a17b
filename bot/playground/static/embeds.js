// Embeds and attachments under a message.

import { h, icon } from "./dom.js";
import { media, webLink } from "./api.js";
import { markdown, shortDate } from "./markdown-dom.js";
import { hex, picture } from "./components.js";

/** embed draws one embed of a bot's message. */
export function embed(e, stage) {
  const box = h("article", { class: "embed" },
    h("div", { class: "embed-body" },
      e.author && h("div", { class: "embed-author" }, maybeLink(e.author.url, e.author.name)),
      e.title && h("div", { class: "embed-title" }, maybeLink(e.url, markdown(e.title, stage.names))),
      e.description && markdown(e.description, stage.names),
      e.fields?.length && h("dl", { class: "embed-fields" }, e.fields.map((f) => field(f, stage))),
      e.image && picture(e.image, "", stage, ""),
      (e.footer || e.timestamp) && h("footer", { class: "embed-footer" }, [e.footer?.text, e.timestamp && shortDate(new Date(e.timestamp), "f")].filter(Boolean).join(" · "))),
    e.thumbnail && picture(e.thumbnail, "", stage, "thumbnail"));
  box.style.setProperty("--accent", Number.isInteger(e.color) ? hex(e.color) : "var(--line-strong)");
  return box;
}

function field(f, stage) {
  return h("div", { class: f.inline ? "inline" : "" }, h("dt", {}, markdown(f.name, stage.names)), h("dd", {}, markdown(f.value, stage.names)));
}

function maybeLink(address, content) {
  const href = webLink(address);
  return href ? h("a", { href, target: "_blank", rel: "noopener noreferrer" }, content) : content;
}

/** attachment shows a picture, or a card to download the file from. */
export function attachment(a, stage) {
  return /^image\/(png|jpeg|gif|webp)/.test(a.content_type ?? "") ? picture(a, a.description || a.filename, stage, "attached") : attachmentCard(a);
}

export function attachmentCard(a) {
  const href = media(a.url);
  return h("div", { class: "file" }, icon("file"),
    h("div", {},
      href ? h("a", { href, download: a.filename, class: "file-name" }, a.filename) : h("span", { class: "file-name" }, a.filename),
      a.size !== undefined && h("div", { class: "file-size" }, bytes(a.size))));
}

/** bytes writes a size for people. */
export function bytes(n) {
  if (n < 1000) return `${n} bytes`;
  const units = ["KB", "MB", "GB"];
  let i = -1;
  do { n /= 1000; i++; } while (n >= 1000 && i < units.length - 1);
  return `${n.toFixed(n < 10 ? 1 : 0)} ${units[i]}`;
}
