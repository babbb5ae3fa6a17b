// What stands around the conversation: servers, channels, and who one is.

import { h, icon, avatar, initials } from "./dom.js";
import { openMenu } from "./menu.js";

const placeKey = (s) => s.guild_id || "direct";

// role is what a label such as “Mona, moderator” says of the person.
const role = (label) => (label.includes(",") ? label.slice(label.indexOf(",") + 1).trim() : "");

/** Shell draws the rail, the channel list and the header. go(n) takes a seat. */
export class Shell {
  constructor(world, go) {
    Object.assign(this, { world, go });
    this.rail = document.querySelector("#rail");
    this.channels = document.querySelector("#channels");
    this.header = document.querySelector("#header");
    this.status = h("span", { class: "status", role: "status" });
    document.querySelector("#scrim").addEventListener("click", () => this.drawer(false));
    document.addEventListener("keydown", (e) => { if (e.key === "Escape") this.drawer(false); });
  }

  draw(current) {
    this.current = current;
    const seat = this.world.seats[current];
    const mine = this.world.seats.map((s, n) => ({ ...s, n })).filter((s) => s.user.id === seat.user.id);
    this.drawRail(mine, seat);
    this.drawChannels(mine.filter((s) => placeKey(s) === placeKey(seat)), seat);
    this.drawHeader(seat);
    this.drawer(false);
  }

  drawRail(mine, seat) {
    const places = new Map(mine.map((s) => [placeKey(s), s]).reverse());
    const order = [...new Set(mine.map(placeKey))].sort((a, b) => (a === "direct" ? -1 : b === "direct" ? 1 : 0));
    this.rail.replaceChildren(...order.map((key) => {
      const s = places.get(key);
      const name = s.guild || "Direct messages";
      const here = key === placeKey(seat);
      return h("button", { type: "button", class: `place ${here ? "here" : ""}`, "aria-label": name, "aria-current": here ? "true" : null, title: name, onclick: () => this.go(s.n) },
        s.guild ? initials(s.guild) : icon("at"));
    }));
  }

  drawChannels(here, seat) {
    this.channels.replaceChildren(
      h("h2", { class: "place-name" }, seat.guild || "Direct messages"),
      h("ul", { class: "channel-list" }, here.map((s) => h("li", {}, h("button", {
        type: "button", class: `channel ${s.channel_id === seat.channel_id ? "here" : ""}`, "aria-current": s.channel_id === seat.channel_id ? "page" : null, onclick: () => this.go(s.n),
      }, s.guild ? icon("hash") : avatar(this.bot(), "small"), h("span", {}, s.guild ? s.channel : this.bot().name))))),
      this.me(seat));
  }

  // me is the panel that says who one is, and changes it.
  me(seat) {
    const panel = h("button", { type: "button", id: "persona", class: "me", "aria-haspopup": "menu", title: "Act as somebody else", onclick: () => this.switchPerson(panel) },
      avatar(seat.user),
      h("span", { class: "me-text" }, h("b", {}, seat.user.name), h("small", {}, role(seat.label) || (seat.guild ? "member" : "direct message"))), h("span", { class: "me-switch" }, "Switch"));
    return panel;
  }

  switchPerson(anchor) {
    const seat = this.world.seats[this.current];
    const people = new Map();
    this.world.seats.forEach((s, n) => people.set(s.user.id, [...(people.get(s.user.id) ?? []), { ...s, n }]));
    const items = [...people.values()].map((seats) => {
      const to = seats.find((s) => s.channel_id === seat.channel_id) ?? seats.find((s) => placeKey(s) === placeKey(seat)) ?? seats[0];
      return { label: to.user.name, detail: role(to.label) || to.guild || "direct message", checked: to.user.id === seat.user.id, mark: avatar(to.user, "small"), act: () => this.go(to.n) };
    });
    openMenu([{ heading: "Act as" }, ...items], { anchor, label: "Act as", above: true });
  }

  drawHeader(seat) {
    this.header.replaceChildren(
      h("button", { type: "button", class: "drawer-button", "aria-label": "Servers and channels", onclick: () => this.drawer(true) }, icon("menu")),
      seat.guild ? icon("hash") : icon("at"),
      h("h1", {}, seat.guild ? seat.channel : this.bot().name),
      h("span", { class: "topic" }, seat.guild || "Direct message"),
      h("span", { class: "spacer" }),
      this.status,
      h("span", { class: "stand-in", title: "A stand-in for Discord. Nothing you do here leaves this machine." }, icon("lock"), h("span", {}, "On this machine only")));
    document.title = `${seat.guild ? `#${seat.channel}` : `@${this.bot().name}`} | Pincite playground`;
  }

  connected(on) {
    this.status.textContent = on ? "" : "Reconnecting…";
    document.body.classList.toggle("offline", !on);
  }

  drawer(open) {
    document.body.classList.toggle("drawer-open", open);
    if (open) this.rail.querySelector("button")?.focus();
  }

  bot() { return { ...this.world.bot, bot: true }; }
}
