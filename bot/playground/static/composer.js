// The message box: text, replies, files, the slash menu and mentions.

import { h, icon, avatar } from "./dom.js";
import { encodeFile } from "./api.js";
import { bytes } from "./media.js";
import { find, flatten, menuItem } from "./commands.js";
import { CommandForm } from "./commandform.js";
import { Popup } from "./popup.js";

export class Composer {
  /**
   * hooks: {bot(), people(), commands(), refreshCommands(), say(content,
   * replyTo, files), slash(path, options), autocomplete(…), problem(sentence)}.
   */
  constructor(element, hooks) {
    Object.assign(this, { element, hooks });
    this.files = [];
    this.replyTo = null;
    this.build();
  }

  build() {
    const place = h("div", { class: "popup" });
    this.popup = new Popup(place);
    this.replyBar = h("div", { class: "reply-bar", hidden: true });
    this.fileBar = h("div", { class: "file-bar", hidden: true });
    this.chooser = h("input", { type: "file", multiple: true, class: "sr", tabindex: -1, "aria-hidden": "true" });
    this.chooser.addEventListener("change", () => {
      this.attach(this.chooser.files);
      this.chooser.value = "";
    });
    this.text = h("textarea", { rows: 1, maxlength: 2000, "aria-autocomplete": "list", "aria-haspopup": "listbox" });
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("keydown", (e) => this.key(e));
    this.text.addEventListener("beforeinput", (e) => { // a message does not begin with a line break
      if (e.inputType === "insertLineBreak" && !this.text.value) e.preventDefault();
    });
    this.text.addEventListener("blur", () => this.popup.hide());
    this.text.addEventListener("paste", (e) => {
      if (!e.clipboardData.files.length) return;
      e.preventDefault();
      this.attach(e.clipboardData.files);
    });
    this.sendButton = h("button", { type: "button", class: "send", "aria-label": "Send", title: "Send", onclick: () => this.send() }, icon("send"));
    this.line = h("div", { class: "text-line" },
      h("button", { type: "button", class: "attach", "aria-label": "Attach a file", title: "Attach a file", onclick: () => this.chooser.click() }, icon("plus")),
      this.text,
      h("button", { type: "button", class: "attach", "aria-label": "Commands", title: "Commands", onclick: () => this.begin("/") }, icon("slash")),
      this.sendButton);
    this.box = h("div", { class: "box" }, this.replyBar, this.fileBar, this.line);
    this.element.append(place, this.box, this.chooser);
    this.element.addEventListener("dragover", (e) => e.preventDefault());
    this.element.addEventListener("drop", (e) => { e.preventDefault(); this.attach(e.dataTransfer.files); });
  }

  /** place names the channel in the empty box. */
  place(label) {
    this.text.placeholder = label;
    this.text.setAttribute("aria-label", label);
  }

  reset() {
    this.leave("");
    this.reply(null);
    this.files = [];
    this.paintFiles();
  }

  /** begin puts text into the box as if it had been typed. */
  begin(text) {
    if (this.form) this.leave("");
    this.text.value = text;
    this.text.focus();
    this.typed();
  }

  focus() { (this.form ?? this.text).focus(); }

  typed() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 240)}px`;
    const before = this.text.value.slice(0, this.text.selectionStart);
    const slash = /^\/([^\n]*)$/.exec(this.text.value);
    const at = /(?:^|\s)@([\p{L}\p{N}_]*)$/u.exec(before);
    if (slash) this.listCommands(slash[1]);
    else if (at) this.listPeople(at[1]);
    else this.popup.hide();
  }

  async listCommands(typed) {
    if (!typed) await this.hooks.refreshCommands();
    const now = /^\/([^\n]*)$/.exec(this.text.value);
    if (!now || this.form) return;
    const entries = flatten(this.hooks.commands());
    const note = entries.length ? "" : "The bot has not registered any commands yet.";
    const found = find(entries, now[1]);
    this.popup.show(this.text, found.map((e) => menuItem(e, this.hooks.bot())), (item) => this.enter(item.value), {
      title: found.length ? "Commands" : "",
      note: note || (found.length ? "" : "No command matches."),
    });
  }

  listPeople(typed) {
    const people = [this.hooks.bot(), ...this.hooks.people()].filter((p) => p.name.toLowerCase().startsWith(typed.toLowerCase()));
    if (!people.length) return this.popup.hide();
    const items = people.map((p) => ({ mark: avatar(p, "small"), label: p.name, side: p.bot ? "app" : "", value: p }));
    this.popup.show(this.text, items, (item) => this.mention(item.value, typed.length), { title: "Members" });
  }

  mention(person, typed) {
    const at = this.text.selectionStart - typed;
    this.text.setRangeText(`${person.name} `, at, this.text.selectionStart, "end");
    this.typed();
  }

  enter(entry) {
    this.form = new CommandForm(entry, this.popup, {
      leave: (text) => this.leave(text),
      autocomplete: this.hooks.autocomplete,
      send: (path, options) => {
        this.leave("");
        this.hooks.slash(path, options);
      },
    });
    this.text.value = "";
    this.line.replaceWith(this.form.element);
    this.form.element.append(h("button", { type: "button", class: "send", "aria-label": "Send", title: "Send", onclick: () => this.form?.send() }, icon("send")));
    this.form.focus();
  }

  /** leave ends the command and puts text into the box. */
  leave(text) {
    this.popup.hide();
    this.text.value = text;
    if (this.form) {
      this.form.element.replaceWith(this.line);
      this.form = null;
      this.text.focus();
    }
    this.typed();
  }

  key(e) {
    if (e.isComposing) return;
    if (this.popup.key(e)) return e.preventDefault();
    if (e.key === "Enter" && !e.shiftKey) {
      e.preventDefault();
      this.send();
    } else if (e.key === "Escape" && this.replyTo) {
      this.reply(null);
    }
  }

  reply(message, name) {
    const before = this.replyTo;
    this.replyTo = message;
    this.replyBar.hidden = !message;
    if (!message) return before && this.text.focus();
    this.replyBar.replaceChildren(h("span", {}, "Replying to ", h("b", {}, name)),
      h("button", { type: "button", class: "attach", "aria-label": "Do not reply", onclick: () => this.reply(null) }, icon("close")));
    this.text.focus();
  }

  attach(files) {
    this.files.push(...files);
    this.paintFiles();
    this.text.focus();
  }

  paintFiles() {
    this.fileBar.hidden = this.files.length === 0;
    this.fileBar.replaceChildren(...this.files.map((f) => h("div", { class: "file" }, icon("file"),
      h("div", {}, h("div", { class: "file-name" }, f.name), h("div", { class: "file-size" }, bytes(f.size))),
      h("button", { type: "button", class: "attach", "aria-label": `Remove ${f.name}`, onclick: () => this.detach(f) }, icon("close")))));
  }

  detach(file) {
    this.files = this.files.filter((f) => f !== file);
    this.paintFiles();
    this.text.focus();
  }

  async send() {
    const content = this.encode(this.text.value.trim());
    if (!content && !this.files.length) return;
    const { replyTo, files } = this;
    try {
      const encoded = await Promise.all(files.map(encodeFile));
      this.text.value = "";
      this.files = [];
      this.paintFiles();
      this.reply(null);
      this.typed();
      await this.hooks.say(content, replyTo?.id ?? "", encoded);
    } catch (err) {
      this.hooks.problem(err.message);
    }
  }

  // encode turns @Name into the mention that Discord's clients send.
  encode(text) {
    const people = [this.hooks.bot(), ...this.hooks.people()].sort((a, b) => b.name.length - a.name.length);
    for (const p of people) {
      const name = p.name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      text = text.replace(new RegExp(`(^|[^\\p{L}\\p{N}_])@${name}(?![\\p{L}\\p{N}_])`, "giu"), (_, lead) => `${lead}<@${p.id}>`);
    }
    return text;
  }
}
