// The list of messages: order, grouping, and what surrounds a message's
// content. A message's element is kept as long as nothing about it changes, so
// that an opened menu or a revealed spoiler survives what happens elsewhere.

import { dots, h, icon, avatar } from "./dom.js";
import { drawAll } from "./components.js";
import { embed } from "./embeds.js";
import { attachment } from "./media.js";
import { markdown, shortDate } from "./markdown-dom.js";
import { parse } from "./markdown.js";

const EPHEMERAL = 1 << 6;
const THINKING = 1 << 7;
const COMPONENTS_V2 = 1 << 15;
const GROUP_WITHIN = 7 * 60 * 1000;

export const isEphemeral = (m) => Boolean(m.flags & EPHEMERAL);
const isThinking = (m) => Boolean(m.flags & THINKING);
const when = (m) => new Date(m.timestamp ?? 0);
const byID = (a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : BigInt(a.id) > BigInt(b.id) ? 1 : 0);

/** nameOf returns what a message's author is called. */
export const nameOf = (user, member) => member?.nick || user?.global_name || user?.username || "Unknown";

/**
 * MessageList draws messages into an ordered list. hooks: {me(), names,
 * press, select, known, reply(message), menu(message, anchor, point),
 * dismiss(message)}.
 */
export class MessageList {
  constructor(list, scroller, hooks) {
    Object.assign(this, { list, scroller, hooks });
    this.messages = new Map();
    this.pending = []; // commands on their way: {key, name, failed}
    this.trouble = new Map(); // message ID → what went wrong with a component
    this.busy = new Map(); // message ID → custom_id being waited for
    this.drawn = new Map(); // key → {signature, element}
    this.pinned = true; // whether the end is in view, and is to stay there
    let top = 0;
    scroller.addEventListener("scroll", () => {
      // Only going up leaves the end: it may also move away by itself, because
      // the list has grown since the last scroll.
      const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
      if (left < 60) this.pinned = true;
      else if (scroller.scrollTop < top) this.pinned = false;
      top = scroller.scrollTop;
    });
    const stay = new ResizeObserver(() => { if (this.pinned) this.toEnd(); });
    stay.observe(list);
    stay.observe(scroller);
  }

  toEnd() { this.scroller.scrollTop = this.scroller.scrollHeight; }

  reset(messages) {
    this.messages = new Map(messages.map((m) => [m.id, m]));
    this.draw({ jump: true });
  }

  clear() {
    this.pending = [];
    this.trouble.clear();
    this.busy.clear();
    this.drawn.clear();
    this.list.replaceChildren();
    this.messages = new Map();
  }

  put(message) {
    this.messages.set(message.id, { ...this.messages.get(message.id), ...message });
    this.trouble.delete(message.id);
    this.draw();
  }

  remove(id) {
    this.messages.delete(id);
    this.draw();
  }

  wait(id, customID) {
    this.trouble.delete(id);
    this.busy.set(id, customID);
    this.draw();
  }

  settle(id, trouble) {
    this.busy.delete(id);
    if (trouble) this.trouble.set(id, trouble);
    this.draw();
  }

  draw({ jump = false } = {}) {
    if (jump) this.pinned = true;
    const focused = this.list.contains(document.activeElement) && document.activeElement.dataset.customId;
    const row = focused && document.activeElement.closest(".message").dataset.id;
    const wanted = [];
    let previous = null;
    for (const m of [...this.messages.values()].sort(byID)) {
      if (!previous || when(previous).toDateString() !== when(m).toDateString()) wanted.push(this.divider(m));
      wanted.push(this.entry(m, previous));
      previous = m;
    }
    for (const p of this.pending) wanted.push(this.reuse(p.key, p.failed ?? "", () => this.drawPending(p)));
    const keep = new Set(wanted.map((w) => w.key));
    for (const key of this.drawn.keys()) if (!keep.has(key)) this.drawn.delete(key);
    place(this.list, wanted.map((w) => w.element));
    if (focused && document.activeElement === document.body) this.drawn.get(row)?.element.querySelector(`[data-custom-id="${CSS.escape(focused)}"]`)?.focus();
    if (jump) this.toEnd();
  }

  reuse(key, signature, make) {
    const old = this.drawn.get(key);
    if (old?.signature === signature) return { key, element: old.element };
    const element = make();
    this.drawn.set(key, { signature, element });
    return { key, element };
  }

  divider(m) {
    const day = shortDate(when(m), "D");
    return this.reuse(`day-${day}`, day, () => h("li", { class: "day", role: "separator", "aria-label": day }, h("span", {}, day)));
  }

  entry(m, previous) {
    const grouped = goesOn(m, previous);
    const signature = JSON.stringify([m, grouped, this.busy.get(m.id), this.trouble.get(m.id)]);
    return this.reuse(m.id, signature, () => this.drawMessage(m, grouped));
  }

  drawMessage(m, grouped) {
    const author = { id: m.author?.id ?? "0", name: nameOf(m.author, m.member), bot: m.author?.bot };
    const me = this.hooks.me();
    const mentioned = (m.mentions ?? []).some((u) => u.id === me.id) && author.id !== me.id;
    const time = when(m);
    return h("li", {
      class: ["message", grouped && "grouped", isEphemeral(m) && "ephemeral", mentioned && "mentioned"].filter(Boolean).join(" "),
      "data-id": m.id,
      "aria-label": `${author.name}, ${shortDate(time, "f")}`,
      oncontextmenu: (e) => {
        if (String(window.getSelection()) || e.target.closest("a, button, input")) return;
        e.preventDefault();
        this.hooks.menu(m, null, { x: e.clientX, y: e.clientY });
      },
    },
    this.above(m),
    grouped ? h("time", { class: "gutter", datetime: m.timestamp }, shortDate(time, "t")) : avatar(author),
    h("div", { class: "body" },
      !grouped && h("div", { class: "byline" },
        h("span", { class: "author" }, author.name), author.bot && h("span", { class: "badge" }, "APP"),
        h("time", { datetime: m.timestamp, title: shortDate(time, "F") }, byline(time))),
      this.content(m), this.foot(m)),
    this.toolbar(m));
  }

  content(m) {
    if (isThinking(m)) return h("div", { class: "thinking", role: "status" }, dots(), `${nameOf(m.author)} is thinking…`);
    const stage = this.stage(m);
    const text = m.content && markdown(m.content, stage.names);
    if (text && m.edited_timestamp) text.append(h("span", { class: "edited", title: shortDate(new Date(m.edited_timestamp), "F") }, " (edited)"));
    const v2 = Boolean(m.flags & COMPONENTS_V2);
    return [
      text,
      (m.embeds ?? []).map((e) => embed(e, stage)),
      !v2 && (m.attachments ?? []).map((a) => attachment(a, stage)),
      m.components?.length > 0 && h("div", { class: "components" }, drawAll(m.components, stage)),
    ];
  }

  stage(m) {
    const busy = this.busy.get(m.id);
    return {
      message: m,
      names: this.hooks.names(m),
      known: this.hooks.known,
      locked: busy !== undefined,
      busy: (id) => busy !== undefined && busy === id,
      press: (c) => this.hooks.press(m, c),
      select: (c, values) => this.hooks.select(m, c, values),
    };
  }

  foot(m) {
    const trouble = this.trouble.get(m.id);
    return [
      trouble && h("p", { class: "trouble", role: "alert" }, icon("warn"), trouble),
      isEphemeral(m) && h("p", { class: "only-you" }, icon("eye"), "Only you can see this",
        !isThinking(m) && [" · ", h("button", { type: "button", class: "plain-link", onclick: () => this.hooks.dismiss(m) }, "Dismiss message")]),
    ];
  }

  // above is the line over a message: what it replies to, or which command it answers.
  above(m) {
    const use = m.interaction_metadata ?? m.interaction;
    const name = m.interaction?.name ?? m.interaction_metadata?.name;
    if (use && name) {
      const user = use.user ?? {};
      return h("div", { class: "above" }, avatar({ id: user.id ?? "0", name: nameOf(user) }, "tiny"),
        h("b", {}, nameOf(user)), " used ", h("span", { class: "used" }, m.type === 23 ? name : `/${name}`));
    }
    if (!m.message_reference || (m.type !== 19 && !m.referenced_message)) return null;
    const to = this.messages.get(m.message_reference.message_id) ?? m.referenced_message;
    if (!to) return h("div", { class: "above" }, h("i", {}, "The original message was deleted."));
    const author = { id: to.author?.id ?? "0", name: nameOf(to.author, to.member), bot: to.author?.bot };
    return h("button", { type: "button", class: "above", title: "Go to this message", onclick: () => this.show(to.id) },
      avatar(author, "tiny"), h("b", {}, author.name), h("span", { class: "excerpt" }, excerpt(to, this.hooks.names(to))));
  }

  show(id) {
    const row = this.drawn.get(id)?.element;
    if (!row) return;
    row.scrollIntoView({ block: "center", behavior: "smooth" });
    row.classList.add("found");
    row.addEventListener("animationend", () => row.classList.remove("found"), { once: true });
  }

  toolbar(m) {
    if (isThinking(m)) return null;
    const tool = (name, label, act) => h("button", { type: "button", title: label, "aria-label": label, onclick: act }, icon(name));
    return h("div", { class: "toolbar", role: "group", "aria-label": "Message actions" },
      !isEphemeral(m) && tool("reply", "Reply", () => this.hooks.reply(m)),
      tool("more", "More", (e) => this.hooks.menu(m, e.currentTarget)));
  }

  drawPending(p) {
    const me = this.hooks.me();
    return h("li", { class: `message pending ${p.failed ? "ephemeral" : ""}` },
      h("div", { class: "above" }, avatar(me, "tiny"), h("b", {}, me.name), " used ", h("span", { class: "used" }, p.name)),
      avatar(this.hooks.bot()),
      h("div", { class: "body" },
        h("div", { class: "byline" }, h("span", { class: "author" }, this.hooks.bot().name), h("span", { class: "badge" }, "APP")),
        p.failed ? h("p", { class: "trouble", role: "alert" }, icon("warn"), p.failed)
          : h("div", { class: "thinking" }, dots(), "Sending command…"),
        p.failed && h("p", { class: "only-you" }, icon("eye"), "Only you can see this · ",
          h("button", { type: "button", class: "plain-link", onclick: () => { this.pending = this.pending.filter((q) => q !== p); this.draw(); } }, "Dismiss message"))));
  }
}

// place puts the elements into the list without touching those in their place.
function place(list, elements) {
  const keep = new Set(elements);
  for (const child of [...list.children]) if (!keep.has(child)) child.remove();
  elements.forEach((el, i) => {
    if (list.children[i] !== el) list.insertBefore(el, list.children[i] ?? null);
  });
}

// goesOn reports whether a message continues its author's last one.
function goesOn(m, previous) {
  return Boolean(previous) && previous.author?.id === m.author?.id && !m.message_reference && !m.interaction && !m.interaction_metadata
    && isEphemeral(m) === isEphemeral(previous) && when(m) - when(previous) < GROUP_WITHIN && when(m).toDateString() === when(previous).toDateString();
}

function byline(date) {
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86400000);
  if (days === 0) return shortDate(date, "t");
  return days === 1 ? `Yesterday at ${shortDate(date, "t")}` : `${shortDate(date, "d")} ${shortDate(date, "t")}`;
}

/** plainText returns what a message says, without its Markdown. */
export function plainText(m, names = {}) {
  const called = { user: (id) => `@${names.user?.(id) ?? "unknown-user"}`, channel: (id) => `#${names.channel?.(id) ?? "unknown"}` };
  const flat = (nodes) => nodes.map((n) => (typeof n === "string" ? n : n.text ?? called[n.type]?.(n.id) ?? flat(n.children ?? []))).join("");
  const texts = (components) => (components ?? []).flatMap((c) => [c.content, ...texts(c.components)]).filter(Boolean);
  return [m.content, ...(m.embeds ?? []).flatMap((e) => [e.title, e.description]), ...texts(m.components)].filter(Boolean).map((t) => flat(parse(t))).join("\n");
}

function excerpt(m, names) {
  const text = plainText(m, names).replace(/\s+/g, " ").trim();
  if (text) return text.slice(0, 160);
  return m.attachments?.length ? "Attachment" : "Message";
}
