// Message components, old and new. Each drawer takes the component and the
// stage it stands on: {message, names, press(component), select(component,
// values), locked, failure(customID)}.

import { dots, h, icon } from "./dom.js";
import { webLink } from "./api.js";
import { markdown, spoiler } from "./markdown-dom.js";
import { selectMenu } from "./select.js";
import { attachmentCard, hex, picture, resolve } from "./media.js";

const PLAIN = { 1: "primary", 2: "secondary", 3: "success", 4: "danger" };

const drawers = {
  1: (c, stage) => h("div", { class: "row", role: "group" }, drawAll(c.components, stage)),
  2: button,
  3: select, 5: select, 6: select, 7: select, 8: select,
  9: section,
  10: (c, stage) => markdown(c.content, stage.names),
  11: (c, stage) => veil(c, picture(c.media, c.description, stage, "thumbnail")),
  12: gallery,
  13: (c, stage) => veil(c, fileCard(c, stage)),
  14: (c) => h("hr", { class: `separator ${c.spacing === 2 ? "wide" : ""} ${c.divider === false ? "blank" : ""}` }),
  17: container,
};

/** drawAll draws a list of components; unknown kinds say so. */
export function drawAll(components, stage) {
  return (components ?? []).map((c) => drawers[c.type]?.(c, stage) ?? h("p", { class: "unknown" }, `[component of type ${c.type}]`));
}

function container(c, stage) {
  const box = h("div", { class: "container" }, drawAll(c.components, stage));
  if (Number.isInteger(c.accent_color)) {
    box.classList.add("accented");
    box.style.setProperty("--accent", hex(c.accent_color));
  }
  return veil(c, box);
}

const veil = (c, el) => (c.spoiler ? spoiler(el) : el);

function section(c, stage) {
  return h("div", { class: "section" },
    h("div", { class: "section-text" }, drawAll(c.components, stage)),
    h("div", { class: "section-accessory" }, drawAll(c.accessory ? [c.accessory] : [], stage)));
}

function button(c, stage) {
  const label = [emoji(c.emoji), c.label && h("span", { class: "button-label" }, c.label)];
  if (c.style === 5) {
    const href = webLink(c.url);
    if (href && !c.disabled) {
      return h("a", { class: "button link", href, target: "_blank", rel: "noopener noreferrer", title: href }, label, icon("open", "opens in a new tab"));
    }
    return h("span", { class: "button link disabled", "aria-disabled": "true" }, label, icon("open"));
  }
  const el = h("button", {
    type: "button",
    class: `button ${PLAIN[c.style] ?? "secondary"}`,
    "data-custom-id": c.custom_id,
    "aria-label": c.label ? null : c.emoji?.name,
    disabled: Boolean(c.disabled),
  }, label, dots());
  if (stage.busy?.(c.custom_id)) wait(el);
  else if (stage.locked) el.disabled = true;
  el.addEventListener("click", () => {
    if (el.getAttribute("aria-busy")) return;
    wait(el);
    stage.press(c);
  });
  return el;
}

// wait shows that the press is on its way. The button is not disabled, which
// would take the focus away from who pressed it by keyboard.
function wait(el) {
  el.classList.add("waiting");
  el.setAttribute("aria-busy", "true");
}

function emoji(e) {
  if (!e) return null;
  return h("span", { class: "emoji", "aria-hidden": "true" }, e.id ? `:${e.name}:` : e.name);
}

// Select menus of people, roles and channels offer whom the page knows.
function select(c, stage) {
  const chosen = new Set((c.default_values ?? []).map((v) => v.id));
  const options = c.options ?? (stage.known?.(c.type) ?? []).map((o) => ({ ...o, default: chosen.has(o.value) }));
  return selectMenu({ ...c, options, disabled: c.disabled || stage.locked, busy: stage.busy?.(c.custom_id) }, (values) => stage.select(c, values));
}

function gallery(c, stage) {
  const items = c.items ?? [];
  return h("div", { class: `gallery gallery-${Math.min(items.length, 3)}` },
    items.map((item) => veil(item, picture(item.media, item.description, stage, ""))));
}

function fileCard(c, stage) {
  const address = resolve(c.file?.url, stage);
  const found = stage.message.attachments?.find((a) => a.url === address);
  const name = found?.filename ?? c.name ?? decodeURIComponent(address.split("/").pop().split("?")[0]);
  return attachmentCard({ url: address, filename: name, size: found?.size ?? c.size });
}
