// Talking to the playground's own server.

/** Refusal carries a sentence that can be shown as it is. */
class Refusal extends Error {}

async function read(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(body.error || "The playground gave no answer.");
  return body;
}

const unreachable = () => new Refusal("The playground does not answer. Is “pincite play” still running?");

export async function get(path) {
  const response = await fetch(`/api/${path}`).catch(() => { throw unreachable(); });
  return read(response);
}

export async function post(path, seat, body, signal) {
  const response = await fetch(`/api/${path}?seat=${seat}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
  }).catch((err) => {
    if (err.name === "AbortError") throw err;
    throw unreachable();
  });
  return read(response);
}

/** listen follows what a seat's client is told; the returned function stops. */
export function listen(seat, onEvent, onState) {
  const source = new EventSource(`/api/events?seat=${seat}`);
  source.onmessage = (e) => onEvent(JSON.parse(e.data));
  source.onopen = () => onState(true);
  source.onerror = () => onState(false);
  return () => source.close();
}

/** encodeFile reads a File into what the server takes. */
export function encodeFile(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ name: file.name, data: reader.result.slice(reader.result.indexOf(",") + 1) });
    reader.onerror = () => reject(new Refusal(`The file ${file.name} cannot be read.`));
    reader.readAsDataURL(file);
  });
}

const contentHosts = new Set(["cdn.discordapp.com", "media.discordapp.net"]);

/**
 * media returns where the page can load an attachment from, or "" for a
 * picture elsewhere: the page asks nobody but its own server.
 */
export function media(address) {
  const url = webLink(address);
  return url && contentHosts.has(new URL(url).host) ? `/media?url=${encodeURIComponent(url)}` : "";
}

/** webLink returns the address when it is safe to open, or "". */
export function webLink(address) {
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : "";
  } catch {
    return "";
  }
}
