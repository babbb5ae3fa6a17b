// The page: one seat at a time, its messages, and what the person does there.

import { get, post, listen } from "./api.js";
import { h, icon, meet } from "./dom.js";
import { Composer } from "./composer.js";
import { ofMessages } from "./commands.js";
import { openMenu } from "./menu.js";
import { openModal } from "./modal.js";
import { MessageList, isEphemeral, nameOf, plainText } from "./messages.js";
import { Shell } from "./shell.js";
import { welcome } from "./welcome.js";

const $ = (id) => document.getElementById(id);
const TYPING_LASTS = 10000;

class App {
  constructor(world) {
    this.world = world;
    this.commands = [];
    world.seats.forEach((s) => meet(s.user.id));
    this.shell = new Shell(world, (n) => this.sit(n));
    this.list = new MessageList($("messages"), $("scroller"), {
      me: () => this.seat().user,
      bot: () => this.shell.bot(),
      names: (m) => this.names(m),
      known: (type) => this.known(type),
      press: (m, c) => this.component(m, "press", { message: m.id, custom_id: c.custom_id }),
      select: (m, c, values) => this.component(m, "select", { message: m.id, custom_id: c.custom_id, values }),
      reply: (m) => this.composer.reply(m, nameOf(m.author, m.member)),
      menu: (m, anchor, point) => this.menu(m, anchor, point),
      dismiss: (m) => this.dismiss(m),
    });
    this.composer = new Composer($("composer"), {
      bot: () => this.shell.bot(),
      people: () => this.people(),
      commands: () => this.commands,
      refreshCommands: () => this.refreshCommands(),
      say: (content, reply_to, files) => this.do("say", { content, reply_to, files }),
      slash: (path, options) => this.command("slash", { command: path, options }, `/${path}`),
      autocomplete: (command, focused, options, signal) => post("autocomplete", this.n, { command, focused, options }, signal),
      problem: (sentence) => this.problem(sentence),
    });
    document.addEventListener("keydown", (e) => this.typedAnywhere(e));
    window.addEventListener("hashchange", () => this.sit(fromHash(world)));
  }

  // typedAnywhere takes what is typed with no field in focus to the message box.
  // A space is left to the button that has the focus.
  typedAnywhere(e) {
    const at = document.activeElement;
    const elsewhere = at?.matches("input, textarea, .select-toggle") || document.querySelector("dialog, .menu");
    const pressed = e.key === " " && at?.matches("button, a");
    if (!elsewhere && !pressed && e.key.length === 1 && !e.ctrlKey && !e.metaKey && !e.altKey) this.composer.focus();
  }

  seat() { return this.world.seats[this.n]; }

  people() {
    const seen = new Map(this.world.seats.filter((s) => s.channel_id === this.seat().channel_id).map((s) => [s.user.id, s.user]));
    return [...seen.values()];
  }

  names(m) {
    return {
      user: (id) => {
        if (id === this.world.bot.id) return this.world.bot.name;
        const named = (m.mentions ?? []).find((u) => u.id === id);
        return this.world.seats.find((s) => s.user.id === id)?.user.name ?? (named && nameOf(named));
      },
      channel: (id) => this.world.guilds[this.seat().guild_id]?.channels.find((c) => c.id === id)?.name,
      role: (id) => this.world.guilds[this.seat().guild_id]?.roles.find((r) => r.id === id)?.name,
    };
  }

  // known lists what a select menu of people, roles or channels can offer.
  known(type) {
    const guild = this.world.guilds[this.seat().guild_id];
    if (type === 8) return (guild?.channels ?? []).map((c) => ({ label: `#${c.name}`, value: c.id }));
    if (type === 6) return (guild?.roles ?? []).map((r) => ({ label: r.name, value: r.id }));
    return [this.world.bot, ...this.people()].map((p) => ({ label: p.name, value: p.id }));
  }

  /** sit takes a seat: its messages, its commands, its events. */
  sit(n) {
    if (n === this.n) return;
    this.hush?.();
    this.n = n;
    history.replaceState(null, "", `#${n}`);
    this.list.clear();
    this.typing(null);
    this.shell.draw(n);
    this.composer.reset();
    this.composer.place(this.seat().guild ? `Message #${this.seat().channel}` : `Message @${this.world.bot.name}`);
    this.hush = listen(n, (event) => { if (this.n === n) this.happened(event); }, (on) => this.shell.connected(on));
    if (!matchMedia("(pointer: coarse)").matches) this.composer.focus();
  }

  happened({ type, data }) {
    switch (type) {
      case "SNAPSHOT":
        this.commands = data.commands;
        this.list.reset(data.messages);
        break;
      case "MESSAGE_CREATE":
        if (data.author?.id === this.world.bot.id) this.typing(null);
        this.arrived(data);
        this.list.put(data);
        break;
      case "MESSAGE_UPDATE":
        this.list.put(data);
        break;
      case "MESSAGE_DELETE":
        this.list.remove(data.id);
        break;
      case "TYPING_START":
        if ((data.user_id ?? this.world.bot.id) !== this.seat().user.id) this.typing(this.world.bot.name);
        break;
    }
    this.greet();
  }

  // arrived takes away the “Sending command…” that this message answers.
  arrived(m) {
    const user = m.interaction_metadata?.user ?? m.interaction?.user;
    if (user?.id !== this.seat().user.id) return;
    const at = this.list.pending.findIndex((p) => !p.failed);
    if (at >= 0) this.list.pending.splice(at, 1);
  }

  greet() {
    const empty = this.list.messages.size === 0 && this.list.pending.length === 0;
    const key = empty ? JSON.stringify([this.n, this.commands.length]) : "";
    if (key === this.greeting) return;
    this.greeting = key;
    $("welcome").replaceChildren(...(empty ? [welcome(this.seat(), this.shell.bot(), this.commands, (text) => this.composer.begin(text))] : []));
  }

  typing(name) {
    clearTimeout(this.typingEnds);
    $("typing").textContent = name ? `${name} is typing…` : "";
    if (name) this.typingEnds = setTimeout(() => this.typing(null), TYPING_LASTS);
  }

  async refreshCommands() {
    this.commands = await get(`commands?seat=${this.n}`).catch(() => this.commands);
  }

  /** do sends an act, shows what is wrong with it, and opens the form it brings. */
  async do(path, body) {
    const n = this.n;
    try {
      const out = await post(path, n, body);
      if (out.modal && this.n === n) this.form(out);
      return out;
    } catch (err) {
      this.problem(err.message);
      return { refused: true };
    }
  }

  async command(path, body, name) {
    const pending = { key: `pending-${crypto.randomUUID()}`, name };
    this.list.pending.push(pending);
    this.greet();
    this.list.draw({ jump: true });
    const out = await this.do(path, body);
    if (out.failed) pending.failed = out.failed;
    else this.list.pending = this.list.pending.filter((p) => p !== pending);
    this.list.draw();
    this.greet();
  }

  async component(m, path, body) {
    this.list.wait(m.id, body.custom_id);
    const out = await this.do(path, body);
    this.list.settle(m.id, out.failed);
  }

  form(out) {
    const n = this.n;
    openModal(out.modal, this.shell.bot(), async (fields, files) => {
      const done = await post("submit", n, { interaction: out.modal.id ?? out.id, fields, files });
      if (done.modal) this.form(done);
      return done.failed ?? "";
    });
  }

  menu(m, anchor, point) {
    const text = plainText(m, this.names(m));
    const commands = isEphemeral(m) ? [] : ofMessages(this.commands);
    openMenu([
      !isEphemeral(m) && { label: "Reply", icon: "reply", act: () => this.composer.reply(m, nameOf(m.author, m.member)) },
      text && { label: "Copy text", icon: "copy", act: () => navigator.clipboard.writeText(text).catch(() => this.problem("The text could not be copied.")) },
      isEphemeral(m) && { label: "Dismiss message", icon: "close", act: () => this.dismiss(m) },
      commands.length > 0 && { heading: "Apps" },
      ...commands.map((c) => ({ label: c.name, icon: "apps", detail: this.world.bot.name, act: () => this.command("message-command", { command: c.name, message: m.id }, c.name) })),
    ].filter(Boolean), { anchor, point, label: "Message" });
  }

  dismiss(m) {
    this.list.remove(m.id);
    this.greet();
    return this.do("dismiss", { message: m.id });
  }

  problem(sentence) {
    const toast = h("div", { class: "toast", role: "alert" }, icon("warn"), h("span", {}, sentence),
      h("button", { type: "button", class: "attach", "aria-label": "Close", onclick: () => toast.remove() }, icon("close")));
    $("toasts").append(toast);
    setTimeout(() => toast.remove(), 9000);
  }
}

function fromHash(world) {
  const n = Number(location.hash.slice(1));
  return Number.isInteger(n) && world.seats[n] ? n : 0;
}

try {
  const world = await get("world");
  new App(world).sit(fromHash(world));
} catch (err) {
  $("welcome").replaceChildren(h("div", { class: "welcome" }, h("h2", {}, "The playground cannot start"), h("p", {}, err.message)));
}
