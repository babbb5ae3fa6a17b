// Slash commands as the menu lists them.

import { h, initials } from "./dom.js";

const SUBCOMMAND = 1;
const GROUP = 2;

/** flatten turns raw commands into entries: {path, description, options}, in the bot's order. */
export function flatten(commands) {
  return commands.filter((c) => (c.type ?? 1) === 1).flatMap((c) => leaves(c, c.name));
}

function leaves(command, path) {
  const options = command.options ?? [];
  const deeper = options.filter((o) => o.type === SUBCOMMAND || o.type === GROUP);
  if (deeper.length) return deeper.flatMap((o) => leaves(o, `${path} ${o.name}`));
  return [{ path, description: command.description ?? "", options }];
}

/** find returns the entries for what was typed after the slash, best first. */
export function find(entries, typed) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (entry) => {
    const path = entry.path.toLowerCase();
    if (path.startsWith(words.join(" "))) return 0;
    if (words.every((w) => path.split(" ").some((part) => part.startsWith(w)))) return 1;
    return words.every((w) => path.includes(w)) ? 2 : 3;
  };
  return entries.map((entry) => [rank(entry), entry]).filter(([r]) => r < 3)
    .sort((a, b) => a[0] - b[0] || a[1].path.localeCompare(b[1].path)).map(([, entry]) => entry);
}

/** menuItem is an entry as the popup shows it. */
export function menuItem(entry, bot) {
  return {
    mark: h("span", { class: "avatar small avatar-bot", "aria-hidden": "true" }, initials(bot.name)),
    label: [`/${entry.path}`, entry.options.map((o) => h("span", { class: `option-name ${o.required ? "required" : ""}` }, o.name))],
    detail: entry.description,
    side: bot.name,
    value: entry,
  };
}

/** ofMessages returns the commands of a message's menu. */
export const ofMessages = (commands) => commands.filter((c) => c.type === 3);
