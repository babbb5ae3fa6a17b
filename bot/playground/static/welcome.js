// What a channel shows before anything has been said in it.

import { h, icon, avatar } from "./dom.js";
import { flatten } from "./commands.js";

/** welcome draws the channel's beginning; begin(text) fills the message box. */
export function welcome(seat, bot, commands, begin) {
  const entries = [...new Map(flatten(commands).reverse().map((e) => [e.path.split(" ")[0], e])).values()].reverse().slice(0, 5);
  return h("div", { class: "welcome" },
    seat.guild ? h("span", { class: "welcome-mark" }, icon("hash")) : avatar(bot, "large"),
    h("h2", {}, seat.guild ? `This is the beginning of #${seat.channel}` : `A direct message with ${bot.name}`),
    h("p", {}, `Type / to see what ${bot.name} can do, write @${bot.name} and a question, or start here:`),
    h("div", { class: "starters" },
      entries.map((e) => h("button", { type: "button", class: "starter", onclick: () => begin(`/${e.path}`) }, h("b", {}, `/${e.path}`), h("span", {}, e.description))),
      h("button", { type: "button", class: "starter", onclick: () => begin(`@${bot.name} `) }, h("b", {}, `@${bot.name}`), h("span", {}, "Mention it with a question"))));
}
