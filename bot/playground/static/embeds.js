// Embeds under a message.

import { h } from "./dom.js";
import { webLink } from "./api.js";
import { markdown, shortDate } from "./markdown-dom.js";
import { hex, picture } from "./media.js";

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
