// Discord's Markdown, as a tree: a pure function of its text.
//
// Nodes: string | {type, children, …}. Blocks first (code, quotes, headings,
// small print, lists), then what stands inside a line. Everything that is not
// recognized stays the text that it was.

const MAX_DEPTH = 24;

/** parse returns the nodes of a message's content. */
export function parse(text) {
  return blocks(String(text).replace(/\r\n?/g, "\n"), false, 0);
}

// A fence may stand anywhere in a line; what follows its end goes on as text.
const FENCE = /^```(?:([a-zA-Z0-9_+\-.#]+)\n)?\n*([\s\S]*?[^\n`][\s\S]*?)\n*```\n?/;
const RULES = [
  ["small", /^-# +([^\n]+)(?:\n|$)/],
  ["heading", /^(#{1,3}) +([^\n]+)(?:\n|$)/],
];
const ITEM = /^( *)([-*]|\d{1,10}\.) +(\S[^\n]*)(?:\n|$)/;

function blocks(text, quoted, depth) {
  const out = [];
  let plain = "";
  const flush = () => {
    if (plain) out.push(...inline(plain, depth));
    plain = "";
  };
  const block = (node) => {
    plain = plain.replace(/\n$/, "");
    flush();
    out.push(node);
  };
  let rest = text;
  let lineStart = true;
  while (rest) {
    const found = (lineStart && blockAt(rest, quoted, depth)) || fenceAt(rest);
    if (found) {
      block(found.node);
      rest = rest.slice(found.length);
      lineStart = true;
      continue;
    }
    const step = /^(?:\\[\s\S]|`(?!``)[^`\n]*`|[^\n`\\]+|[\s\S])/.exec(rest)[0];
    plain += step;
    rest = rest.slice(step.length);
    lineStart = step.endsWith("\n");
  }
  flush();
  return out;
}

function fenceAt(text) {
  const m = FENCE.exec(text);
  return m && { node: { type: "codeblock", lang: m[1] ?? "", text: m[2] }, length: m[0].length };
}

function blockAt(text, quoted, depth) {
  if (depth >= MAX_DEPTH) return null;
  if (!quoted) {
    const all = /^>>> +/.exec(text);
    if (all) return { node: { type: "quote", children: blocks(text.slice(all[0].length), true, depth + 1) }, length: text.length };
    const lines = /^(?:> [^\n]*(?:\n|$))+/.exec(text);
    if (lines) {
      const inner = lines[0].replace(/^> /gm, "").replace(/\n$/, "");
      return { node: { type: "quote", children: blocks(inner, true, depth + 1) }, length: lines[0].length };
    }
  }
  for (const [type, rule] of RULES) {
    const m = rule.exec(text);
    if (!m) continue;
    const content = type === "heading" ? m[2].replace(/ +#+ *$/, "") : m[1];
    return { node: { type, level: type === "heading" ? m[1].length : 0, children: inline(content, depth + 1) }, length: m[0].length };
  }
  return ITEM.test(text) ? list(text, depth) : null;
}

// list reads items; deeper indentation makes a list within the item, and an
// indented line without a bullet goes on with the item.
function list(text, depth) {
  const indent = ITEM.exec(text)[1].length;
  const node = { type: "list", ordered: false, start: 1, children: [] };
  let rest = text;
  for (;;) {
    const m = ITEM.exec(rest);
    const last = node.children[node.children.length - 1];
    if (m && m[1].length > indent && last && depth < MAX_DEPTH) {
      const inner = list(rest, depth + 1);
      last.children.push(inner.node);
      rest = rest.slice(inner.length);
    } else if (m && m[1].length === indent && (!last || /\d/.test(m[2]) === node.ordered)) {
      if (!last && /\d/.test(m[2])) Object.assign(node, { ordered: true, start: parseInt(m[2], 10) });
      node.children.push({ type: "item", children: inline(m[3], depth + 1) });
      rest = rest.slice(m[0].length);
    } else {
      const more = !m && last && /^ {2,}(\S[^\n]*)(?:\n|$)/.exec(rest);
      if (!more) break;
      last.children.push("\n", ...inline(more[1], depth + 1));
      rest = rest.slice(more[0].length);
    }
  }
  return { node, length: text.length - rest.length };
}

// What stands inside a line, most particular first. Each returns a node for
// the match, or null to let the next rule try.
const nested = (type, group = 1) => (m, depth) => ({ type, children: inline(m[group], depth + 1) });
const INLINE = [
  [/^¯\\_\(ツ\)_\/¯/, (m) => m[0]],
  [/^\\([^0-9A-Za-z\s])/, (m) => m[1]],
  [/^(`+)([\s\S]*?[^`])\1(?!`)/, (m) => ({ type: "code", text: m[2].replace(/^ (?=`)|(?<=`) $/g, "") })],
  [/^<@!?(\d{1,20})>/, (m) => ({ type: "user", id: m[1] })],
  [/^<#(\d{1,20})>/, (m) => ({ type: "channel", id: m[1] })],
  [/^<@&(\d{1,20})>/, (m) => ({ type: "role", id: m[1] })],
  [/^<\/([\w -]{1,100}):\d{1,20}>/, (m) => ({ type: "command", name: m[1] })],
  [/^<a?:(\w{1,32}):\d{1,20}>/, (m) => ({ type: "emoji", name: m[1] })],
  [/^<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/, (m) => ({ type: "time", seconds: Number(m[1]), style: m[2] ?? "f" })],
  [/^@(?:everyone|here)\b/, (m) => ({ type: "everyone", text: m[0] })],
  [/^\[((?:\\.|[^[\]\\]|\[[^[\]]*\])+)\]\(\s*(?:<([^<>\s]*)>|((?:[^()\s]|\([^()\s]*\))+))(?:\s+"[^"]*")?\s*\)/, masked],
  [/^<(https?:\/\/[^\s<>]+)>/i, (m) => link(m[1], m[1])],
  [/^https?:\/\/[^\s<]+[^<.,:;"'\]\s]/i, bare],
  [/^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, nested("strong")],
  [/^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, nested("underline")],
  [/^_((?:__|\\[\s\S]|[^\\_])+?)_\b/, nested("em")],
  [/^\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/, nested("em")],
  [/^~~([\s\S]+?)~~(?!_)/, nested("strike")],
  [/^\|\|([\s\S]+?)\|\|/, nested("spoiler")],
];
const TEXT = /^[\s\S]+?(?=[^0-9A-Za-z\s\u00c0-\uffff]|https?:\/\/|$)/i;

function inline(text, depth) {
  if (depth >= MAX_DEPTH) return [text];
  const out = [];
  const add = (node) => {
    if (typeof node === "string" && typeof out[out.length - 1] === "string") out[out.length - 1] += node;
    else out.push(node);
  };
  let rest = text;
  while (rest) {
    const hit = match(rest, depth);
    if (hit) {
      add(hit.node);
      rest = rest.slice(hit.length);
    } else {
      const m = TEXT.exec(rest)[0];
      add(m);
      rest = rest.slice(m.length);
    }
  }
  return out;
}

function match(text, depth) {
  if (/^[0-9A-GI-Za-gi-z\s]/.test(text)) return null; // only links begin with a letter, and theirs is h
  for (const [rule, make] of INLINE) {
    const m = rule.exec(text);
    const node = m && make(m, depth);
    if (node) return { node, length: node.taken ?? m[0].length };
  }
  return null;
}

// masked makes [text](address) a link only to the web, and never when the text
// itself looks like an address: that is how people are led astray.
function masked(m, depth) {
  const address = (m[2] ?? m[3]).replace(/\\([^0-9A-Za-z\s])/g, "$1");
  if (!/^https?:\/\/[^\s]+$/i.test(address) || /https?:\/\//i.test(m[1])) return null;
  return { type: "link", href: address, children: inline(m[1], depth + 1) };
}

// bare gives closing brackets back to the sentence that they close, and does
// not run on into a link's address.
function bare(m) {
  let address = m[0].split("](")[0];
  while (address.endsWith(")") && count(address, ")") > count(address, "(")) address = address.slice(0, -1);
  return Object.assign(link(address, address), { taken: address.length });
}

const count = (s, c) => s.split(c).length - 1;
const link = (href, text) => ({ type: "link", href, children: [text] });
