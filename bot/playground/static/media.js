// Pictures and files, wherever they stand in a message, and colours.

import { h, icon } from "./dom.js";
import { media, webLink } from "./api.js";

/** hex writes a colour as CSS wants it. */
export const hex = (n) => `#${(n & 0xffffff).toString(16).padStart(6, "0")}`;

/** picture shows an image of the stand-in's; of one elsewhere, where it is. */
export function picture(item, description, stage, kind) {
  const address = resolve(item?.url, stage);
  const src = media(address);
  if (src) return h("img", { class: `picture ${kind}`, src, width: item.width, height: item.height, alt: description || "", title: description });
  const href = webLink(address);
  const text = description || "Picture";
  return h(href ? "a" : "span", { class: `picture absent ${kind}`, href: href || null, target: "_blank", rel: "noopener noreferrer", title: "Pictures from elsewhere are not loaded here" }, text);
}

/** resolve finds the attachment that an attachment:// address names. */
export function resolve(address, stage) {
  const name = /^attachment:\/\/(.+)$/.exec(address ?? "")?.[1];
  return (name ? stage.message.attachments?.find((a) => a.filename === name)?.url : address) ?? "";
}

/** attachment shows a picture, or a card to download the file from. */
export function attachment(a, stage) {
  return /^image\/(png|jpeg|gif|webp)/.test(a.content_type ?? "") ? picture(a, a.description || a.filename, stage, "attached") : attachmentCard(a);
}

/** attachmentCard is a file to download, with its size. */
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
